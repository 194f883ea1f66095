package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads transitions in the order in which they were written, from both tables that contain them.
 */
final class EventQueries {

  private static final String ONE =
      """
      select h.seq, j.id, j.run, h.happened, h.from_state, h.steps, h.data
      from history h join job j on j.id = h.job""";

  private static final String MANY =
      """
      select h.seq - (h.last_job - j.id) * h.transitions as seq, j.id, j.run, h.happened,
        h.from_state, h.steps, h.data
      from history_of_many h join job j on j.id between h.first_job and h.last_job""";

  private final Handle handle;
  private final EventFilter filter;

  EventQueries(Handle handle, EventFilter filter) {
    this.handle = handle;
    this.filter = filter;
  }

  List<StoredEvent> matching() {
    List<StoredEvent> found = new ArrayList<>();
    read(ONE, false, found);
    read(MANY, true, found);
    found.sort(Comparator.comparingLong(StoredEvent::seq));
    return found.size() <= filter.limit() ? found : List.copyOf(found.subList(0, filter.limit()));
  }

  /**
   * Reads matching events from one table. A limit on rows suffices, since each row contains at
   * least one event.
   */
  private void read(String from, boolean many, List<StoredEvent> found) {
    Conditions conditions = new Conditions().and("h.seq > :after");
    if (many) {
      conditions
          .and("h.seq - (h.last_job - j.id) * h.transitions > :after")
          .anyOf("blocks", blocksOf(filter.jobs()), "h.block = any(:blocks)");
    }
    conditions
        .anyOf("jobs", filter.jobs(), "j.id = any(:jobs)")
        .anyOf("runs", filter.runs(), "j.run = any(:runs)")
        .anyOf("batchJobs", filter.batchJobs(), "j.batch_job = any(:batchJobs)");
    if (!filter.to().isEmpty()) {
      List<String> any =
          filter.to().stream()
              .map(state -> "position('" + EventText.into(state) + "' in h.steps) > 0")
              .toList();
      conditions.and("(" + String.join(" or ", any) + ")");
    }
    String sql = from + conditions.where() + " order by h.seq, j.id limit :limit";
    try (Query query = conditions.bind(handle.createQuery(sql))) {
      query.bind("after", filter.after()).bind("limit", filter.limit());
      RowSink.drain(query, row -> unpack(row, found));
    }
  }

  private static List<Long> blocksOf(List<Long> jobs) {
    return jobs.stream().map(job -> job / EventWriter.BLOCK).distinct().toList();
  }

  /** Returns the data of the events; data that cannot be read must not hide the event or others. */
  private static List<Map<String, Object>> data(ResultSet row) throws SQLException {
    try {
      return ColumnCodec.json(row, "data", EventText.DATA, List.of());
    } catch (StoreException e) {
      long steps = row.getString("steps").chars().filter(c -> c == ';').count();
      return Collections.nCopies(
          (int) steps, Map.of("message", "its data is damaged: " + e.getMessage()));
    }
  }

  private void unpack(ResultSet row, List<StoredEvent> found) throws SQLException {
    List<EventRow> events =
        EventText.events(
            row.getLong("id"),
            Objects.requireNonNullElse(ColumnCodec.time(row, "happened"), Instant.EPOCH),
            JobState.valueOf(row.getString("from_state")),
            row.getString("steps"),
            data(row));
    long run = row.getLong("run");
    long seq = row.getLong("seq") - events.size();
    for (EventRow event : events) {
      seq++;
      boolean wanted = filter.to().isEmpty() || filter.to().contains(event.to());
      if (seq > filter.after() && wanted) {
        found.add(new StoredEvent(seq, run, event));
      }
    }
  }
}
