package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what an engine needs to go on with a run, a range of ids at a time: the ids of a run are
 * dense as a rule, and a range is what both databases find fastest.
 */
final class OpenJobQueries {

  private static final int RANGE = 10_000;

  private static final String OPEN = "j.state not in ('JOB_FINISHED', 'FAILED', 'CANCELLED')";

  private final Handle handle;
  private final ShapeReader shapes;
  private final long run;

  OpenJobQueries(Handle handle, ShapeReader shapes, long run) {
    this.handle = handle;
    this.shapes = shapes;
    this.run = run;
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
          sink.accept(
              new OpenJob(
                  id,
                  run,
                  shape.app(),
                  JobState.valueOf(row.text()),
                  row.integer(),
                  shape.resources(),
                  shape.wallTime(),
                  shape.priority(),
                  row.timeOrNull(),
                  row.flag()));
        });
  }

  void edges(Store.EdgeSink sink) {
    String sql =
        """
        select e.child, e.parent, e.kind, p.state
        from edge e join job j on j.id = e.child join job p on p.id = e.parent
        where e.child between :first and :last and j.run = :run and %s order by e.child, e.place"""
            .formatted(OPEN);
    inRanges(
        sql,
        row ->
            sink.edge(
                row.getLong(1),
                new JobRow.Parent(row.getLong(2), ParentKind.valueOf(row.getString(3))),
                JobState.valueOf(row.getString(4))));
  }

  private void inRanges(String sql, RowSink sink) {
    long last = number("select coalesce(max(last_job), 0) from run where id = :run");
    for (long first = number("select coalesce(min(first_job), 1) from run where id = :run");
        first <= last;
        first += RANGE) {
      try (Query query = handle.createQuery(sql)) {
        RowSink.drain(
            query.bind("run", run).bind("first", first).bind("last", first + RANGE - 1), sink);
      }
    }
  }

  private long number(String sql) {
    return handle.createQuery(sql).bind("run", run).mapTo(Long.class).one();
  }
}
