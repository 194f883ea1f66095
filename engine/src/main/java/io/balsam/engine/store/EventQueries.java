package io.balsam.engine.store;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.domain.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads transitions in the order they were written. */
final class EventQueries {

  private final Handle handle;

  EventQueries(Handle handle) {
    this.handle = handle;
  }

  List<Store.StoredEvent> matching(EventFilter filter) {
    // A row has one transition at least, so that as many rows as events are wanted are enough.
    try (Query query = query(filter)) {
      List<Store.StoredEvent> found = new ArrayList<>();
      RowSink.drain(query, row -> unpack(row, filter, found));
      return found;
    }
  }

  private Query query(EventFilter filter) {
    List<String> conditions = new ArrayList<>(List.of("h.seq > :after"));
    if (!filter.jobs().isEmpty()) {
      conditions.add("h.job = any(:jobs)");
    }
    if (!filter.runs().isEmpty()) {
      conditions.add("j.run = any(:runs)");
    }
    if (!filter.batchJobs().isEmpty()) {
      conditions.add("j.batch_job = any(:batchJobs)");
    }
    if (!filter.to().isEmpty()) {
      List<String> any =
          filter.to().stream()
              .map(state -> "position('" + EventText.into(state) + "' in h.steps) > 0")
              .toList();
      conditions.add("(" + String.join(" or ", any) + ")");
    }
    Query query =
        handle
            .createQuery(
                "select h.*, j.run from history h join job j on j.id = h.job where "
                    + String.join(" and ", conditions)
                    + " order by h.seq limit :limit")
            .bind("after", filter.after())
            .bind("limit", filter.limit());
    if (!filter.jobs().isEmpty()) {
      query.bindArray("jobs", Long.class, filter.jobs());
    }
    if (!filter.runs().isEmpty()) {
      query.bindArray("runs", Long.class, filter.runs());
    }
    if (!filter.batchJobs().isEmpty()) {
      query.bindArray("batchJobs", Long.class, filter.batchJobs());
    }
    return query;
  }

  private static void unpack(ResultSet row, EventFilter filter, List<Store.StoredEvent> found)
      throws SQLException {
    if (found.size() >= filter.limit()) {
      return;
    }
    List<EventRow> events =
        EventText.events(
            row.getLong("job"),
            Objects.requireNonNullElse(Cells.time(row, "happened"), Instant.EPOCH),
            JobState.valueOf(row.getString("from_state")),
            row.getString("steps"),
            Cells.json(row, "data", EventText.DATA, List.of()));
    long run = row.getLong("run");
    long seq = row.getLong("seq") - events.size();
    for (EventRow event : events) {
      seq++;
      boolean wanted = filter.to().isEmpty() || filter.to().contains(event.to());
      if (seq > filter.after() && wanted && found.size() < filter.limit()) {
        found.add(new Store.StoredEvent(seq, run, event));
      }
    }
  }
}
