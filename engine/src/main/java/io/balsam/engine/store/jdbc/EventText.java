package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Transitions of one job in one commit as stored in the table: a text of {@code TRIGGER>STATE;} for
 * each, with {@code @} and the microseconds since the first before the semicolon if they are not
 * zero, and a JSON array of their data, null where all are empty.
 */
final class EventText {

  static final TypeReference<List<Map<String, Object>>> DATA = new TypeReference<>() {};

  private EventText() {}

  /**
   * Returns the text that marks a transition into the state; no state's name begins with another.
   */
  static String into(JobState state) {
    return ">" + state.name();
  }

  static String steps(List<EventRow> events) {
    StringBuilder text = new StringBuilder(events.size() * 32);
    Instant first = events.get(0).at();
    for (EventRow event : events) {
      text.append(event.trigger().name()).append('>').append(event.to().name());
      if (!event.at().equals(first)) {
        text.append('@').append(ChronoUnit.MICROS.between(first, event.at()));
      }
      text.append(';');
    }
    return text.toString();
  }

  /** Returns their data in order; empty when none of them has any. */
  static List<Map<String, Object>> data(List<EventRow> events) {
    boolean any = false;
    for (EventRow event : events) {
      any |= !event.data().isEmpty();
    }
    return any ? events.stream().map(EventRow::data).toList() : List.of();
  }

  static List<EventRow> events(
      long job, Instant first, JobState from, String steps, List<Map<String, Object>> data) {
    List<EventRow> events = new ArrayList<>();
    JobState before = from;
    for (int start = 0; start < steps.length(); ) {
      int end = steps.indexOf(';', start);
      int arrow = steps.indexOf('>', start);
      int at = steps.indexOf('@', arrow);
      boolean later = at >= 0 && at < end;
      JobState to = JobState.valueOf(steps.substring(arrow + 1, later ? at : end));
      long micros = later ? Long.parseLong(steps, at + 1, end, 10) : 0;
      events.add(
          new EventRow(
              job,
              first.plus(Duration.of(micros, ChronoUnit.MICROS)),
              before,
              to,
              Trigger.valueOf(steps.substring(start, arrow)),
              data.isEmpty() ? Map.of() : data.get(events.size())));
      before = to;
      start = end + 1;
    }
    return events;
  }
}
