package io.balsam.dsl.value;

import java.time.Duration;

/** Writes durations as {@link Durations} reads them. */
public final class DurationText {

  private DurationText() {}

  /** Formats a duration: {@code 1h30m}, {@code 0s}. */
  public static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    part(text, duration.toDays(), "d");
    part(text, duration.toHoursPart(), "h");
    part(text, duration.toMinutesPart(), "m");
    part(text, duration.toSecondsPart(), "s");
    part(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
