package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
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
  private final long run;

  OpenJobQueries(Handle handle, long run) {
    this.handle = handle;
    this.run = run;
  }

  void jobs(Consumer<OpenJob> sink) {
    String sql =
        "select j.* from job j where j.id between :first and :last and j.run = :run and "
            + OPEN
            + " order by j.id";
    inRanges(sql, row -> sink.accept(openJob(row)));
  }

  private static OpenJob openJob(ResultSet row) throws SQLException {
    return new OpenJob(
        row.getLong("id"),
        row.getLong("run"),
        row.getString("app"),
        JobState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        JobReader.resources(row),
        Objects.requireNonNullElse(Cells.duration(row, "wall_time"), Duration.ZERO),
        row.getInt("priority"),
        Cells.time(row, "restart_at"),
        row.getBoolean("staging"));
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
    long last = number("select coalesce(max(id), 0) from job where run = :run");
    for (long first = number("select coalesce(min(id), 1) from job where run = :run");
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
