package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.JobStore;
import io.balsam.engine.store.OpenJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what an engine needs to continue a run, a range of ids at a time: the ids of a run are
 * usually dense, and both databases find a range fastest.
 */
final class OpenJobQueries {

  private static final int RANGE = 10_000;

  private static final String OPEN = "j.state not in ('JOB_FINISHED', 'FAILED', 'CANCELLED')";

  private final Handle handle;
  private final ShapeReader shapes;
  private final long run;
  private final long first;
  private final long last;

  OpenJobQueries(Handle handle, ShapeReader shapes, long run) {
    this.handle = handle;
    this.shapes = shapes;
    this.run = run;
    first = number("select coalesce(min(first_job), 1) from run where id = :run");
    last = number("select coalesce(max(last_job), 0) from run where id = :run");
  }

  void jobs(Consumer<OpenJob> sink) {
    String sql =
        "select j.id, j.shape, j.state, j.attempts, j.restart_at, j.staging from job j"
            + " where j.id between :first and :last and j.run = :run and "
            + OPEN
            + " order by j.id";
    inRanges(
        sql,
        rows -> {
          Columns row = new Columns(rows);
          long id = row.number();
          Shape shape = shapes.shape(handle.getConnection(), row.integer());
          JobState state = JobStates.known(row.text());
          if (state == null) {
            // A job that cannot be read must not keep the others from going on.
            return;
          }
          sink.accept(
              new OpenJob(
                  id,
                  run,
                  shape.app(),
                  state,
                  row.integer(),
                  shape.resources(),
                  shape.wallTime(),
                  shape.priority(),
                  row.timeOrNull(),
                  row.flag()));
        });
  }

  /**
   * Reads edges. All states are read first, sequentially: looking up the parent of each edge reads
   * a random page each time, and took minutes for a million jobs.
   */
  void edges(JobStore.EdgeSink sink) {
    JobStates states = new JobStates(first, last);
    inRanges(
        "select id, state from job where id between :first and :last and run = :run order by id",
        into(states));
    List<Edge> part = new ArrayList<>();
    for (long start = first; start <= last; start += RANGE) {
      part.clear();
      inRange(
          "select child, parent, kind from edge where child between :first and :last"
              + " order by child, place",
          start,
          row -> {
            JobState child = states.get(row.getLong(1));
            if (child != null && !child.terminal()) {
              ParentKind kind = ParentKind.valueOf(row.getString(3));
              part.add(new Edge(row.getLong(1), new JobRow.Parent(row.getLong(2), kind)));
            }
          });
      readOthers(part, states);
      part.forEach(edge -> sink.edge(edge.child, edge.parent, known(states, edge.parent.id())));
    }
  }

  private record Edge(long child, JobRow.Parent parent) {}

  /** Reads the states of parents in other runs. */
  private void readOthers(List<Edge> edges, JobStates states) {
    List<Long> missing =
        edges.stream()
            .map(edge -> edge.parent.id())
            .filter(job -> states.get(job) == null)
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      try (Query query = handle.createQuery("select id, state from job where id = any(:ids)")) {
        RowSink.drain(query.bindArray("ids", Long.class, missing), into(states));
      }
    }
  }

  private static RowSink into(JobStates states) {
    return row -> states.put(row.getLong(1), JobStates.read(row.getString(2)));
  }

  private static JobState known(JobStates states, long job) {
    return Objects.requireNonNull(states.get(job), () -> "job " + job + " is not in the store");
  }

  private void inRanges(String sql, RowSink sink) {
    for (long start = first; start <= last; start += RANGE) {
      inRange(sql, start, sink);
    }
  }

  private void inRange(String sql, long start, RowSink sink) {
    try (Query query = handle.createQuery(sql)) {
      Map<String, Long> bounds = Map.of("run", run, "first", start, "last", start + RANGE - 1);
      RowSink.drain(query.bindMap(bounds), sink);
    }
  }

  private long number(String sql) {
    return handle.createQuery(sql).bind("run", run).mapTo(Long.class).one();
  }
}
