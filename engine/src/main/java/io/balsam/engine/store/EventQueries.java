package io.balsam.engine.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads transitions in the order they were written. */
final class EventQueries {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final Handle handle;

  EventQueries(Handle handle) {
    this.handle = handle;
  }

  List<Store.StoredEvent> matching(EventFilter filter) {
    List<String> conditions = new ArrayList<>(List.of("e.seq > :after"));
    if (!filter.jobs().isEmpty()) {
      conditions.add("e.job = any(:jobs)");
    }
    if (!filter.runs().isEmpty()) {
      conditions.add("j.run = any(:runs)");
    }
    if (!filter.to().isEmpty()) {
      conditions.add("e.to_state = any(:to)");
    }
    Query query =
        handle
            .createQuery(
                "select e.*, j.run from event e join job j on j.id = e.job where "
                    + String.join(" and ", conditions)
                    + " order by e.seq limit :limit")
            .bind("after", filter.after())
            .bind("limit", filter.limit());
    if (!filter.jobs().isEmpty()) {
      query.bindArray("jobs", Long.class, filter.jobs());
    }
    if (!filter.runs().isEmpty()) {
      query.bindArray("runs", Long.class, filter.runs());
    }
    if (!filter.to().isEmpty()) {
      query.bindArray("to", String.class, filter.to().stream().map(Enum::name).toList());
    }
    return query.map((row, context) -> event(row)).list();
  }

  private static Store.StoredEvent event(ResultSet row) throws SQLException {
    return new Store.StoredEvent(
        row.getLong("seq"),
        row.getLong("run"),
        new EventRow(
            row.getLong("job"),
            Objects.requireNonNullElse(Cells.time(row, "happened"), Instant.EPOCH),
            JobState.valueOf(row.getString("from_state")),
            JobState.valueOf(row.getString("to_state")),
            Trigger.valueOf(row.getString("cause")),
            Cells.json(row, "data", VALUES, Map.of())));
  }
}
