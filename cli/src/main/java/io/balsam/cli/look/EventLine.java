package io.balsam.cli.look;

import io.balsam.cli.term.Marks;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Times;
import io.balsam.engine.api.EventView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats an event as one line. */
public final class EventLine {

  private EventLine() {}

  /**
   * Formats the time, job, states and cause of an event.
   *
   * @param withJob whether the job's number is shown
   */
  public static String of(EventView event, Style style, boolean withJob) {
    String job = withJob ? String.format(Locale.ROOT, "job %-6d ", event.job()) : "";
    String to = String.format(Locale.ROOT, "%-16s", event.to().name());
    String arrow = style.either(" → ", " -> ");
    return (style.dim(Times.clock(event.at()))
            + "  "
            + job
            + String.format(Locale.ROOT, "%16s", event.from())
            + arrow
            + Marks.paint(event.to(), style).apply(to)
            + " "
            + event.cause().replace('_', ' ')
            + details(event.data()))
        .stripTrailing();
  }

  /** Returns what an event contains besides its cause: its message, else short values. */
  private static String details(Map<String, Object> data) {
    Object message = data.get("message");
    String staged = StagedWords.of(data).map(words -> " (" + words + ")").orElse("");
    if (message != null) {
      Object attempt = data.get("attempt");
      return ": " + message + (attempt == null ? staged : " (attempt " + attempt + ")");
    }
    if (!staged.isEmpty()) {
      return staged;
    }
    List<String> parts = new ArrayList<>();
    data.forEach((key, value) -> add(parts, key.replace('_', ' '), value));
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private static void add(List<String> parts, String name, Object value) {
    String text = String.valueOf(value);
    if (name.endsWith(" at")) {
      parts.add(name + " " + Times.clock(Instant.parse(text)));
    } else if (!(value instanceof List) && !(value instanceof Map) && !text.contains("\n")) {
      parts.add(name + " " + text);
    }
  }
}
