package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Reads what an engine needs to go on, page by page. */
final class OpenJobQueries {

  private static final int PAGE = 10_000;

  /** Ended runs are left out as a whole: a site's history may be long. */
  private static final String OPEN =
      """
      j.run in (select id from run where ended is null)
      and j.state not in ('JOB_FINISHED', 'FAILED', 'CANCELLED')""";

  private final Handle handle;

  OpenJobQueries(Handle handle) {
    this.handle = handle;
  }

  void jobs(Consumer<OpenJob> sink) {
    String sql =
        "select j.* from job j where j.id > :after and " + OPEN + " order by j.id limit :limit";
    long after = 0;
    List<OpenJob> page;
    do {
      page =
          handle
              .createQuery(sql)
              .bind("after", after)
              .bind("limit", PAGE)
              .map((row, context) -> openJob(row))
              .list();
      page.forEach(sink);
      after = page.isEmpty() ? after : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
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

  private record OpenEdge(long child, int place, JobRow.Parent parent, JobState parentState) {}

  void edges(Store.EdgeSink sink) {
    String sql =
        """
        select e.child, e.place, e.parent, e.kind, p.state
        from edge e join job j on j.id = e.child join job p on p.id = e.parent
        where (e.child, e.place) > (:child, :place) and\s"""
            + OPEN
            + " order by e.child, e.place limit :limit";
    long child = 0;
    int place = 0;
    List<OpenEdge> page;
    do {
      page =
          handle
              .createQuery(sql)
              .bind("child", child)
              .bind("place", place)
              .bind("limit", PAGE)
              .map((row, context) -> openEdge(row))
              .list();
      for (OpenEdge edge : page) {
        sink.edge(edge.child, edge.parent, edge.parentState);
        child = edge.child;
        place = edge.place;
      }
    } while (page.size() == PAGE);
  }

  private static OpenEdge openEdge(ResultSet row) throws SQLException {
    return new OpenEdge(
        row.getLong(1),
        row.getInt(2),
        new JobRow.Parent(row.getLong(3), ParentKind.valueOf(row.getString(4))),
        JobState.valueOf(row.getString(5)));
  }
}
