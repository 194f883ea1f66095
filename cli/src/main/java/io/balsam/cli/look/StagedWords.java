package io.balsam.cli.look;

import io.balsam.cli.term.Sizes;
import io.balsam.cli.term.Times;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats what the event of a step in or out says about the items that it moved. */
final class StagedWords {

  private StagedWords() {}

  /**
   * Returns words such as {@code 2 items, 30 files, 3.5 MB by ln, rsync in 4.2 s}, and {@code 1 of
   * 2 items arrived} after a failure; empty for other events.
   */
  static Optional<String> of(Map<String, Object> data) {
    if (!(data.get("items") instanceof Number items)
        || !(data.get("arrived") instanceof Number arrived)) {
      return Optional.empty();
    }
    if (data.containsKey("message")) {
      return Optional.of(
          "%d of %s arrived".formatted(arrived.longValue(), Count.of(items.longValue(), "item")));
    }
    StringBuilder text = new StringBuilder(Count.of(items.longValue(), "item"));
    if (data.get("files") instanceof Number files && files.longValue() != items.longValue()) {
      text.append(", ").append(Count.of(files.longValue(), "file"));
    }
    if (data.get("bytes") instanceof Number bytes) {
      text.append(", ").append(Sizes.bytes(bytes.longValue()));
    }
    if (data.get("via") instanceof Collection<?> ways) {
      text.append(" by ")
          .append(ways.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (data.get("seconds") instanceof Number seconds) {
      long millis = Math.round(seconds.doubleValue() * 1000);
      text.append(" in ").append(Times.length(Duration.ofMillis(millis)));
    }
    return Optional.of(text.toString());
  }
}
