package io.balsam.cli.term;

import io.balsam.engine.api.QueueWait;
import io.balsam.engine.execution.RunTexts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times for people. */
public final class Times {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Times() {}

  /**
   * Formats a duration: {@code 0.3 s}, {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 10 min}, {@code
   * 3 d 04 h}.
   */
  public static String length(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = (millis + 500) / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = seconds / 60;
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
    return String.format(Locale.ROOT, "%d d %02d h", minutes / 1440, minutes / 60 % 24);
  }

  /** Formats a duration as {@link #length} without fractions, for a running clock. */
  public static String ticking(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 10 ? seconds + " s" : length(Duration.ofSeconds(seconds));
  }

  /** Formats a time in the queue: {@code 12 min 00 s}, {@code more than 40 min 00 s}. */
  public static String wait(QueueWait.Time time) {
    return (time.atLeast() ? "more than " : "") + ticking(time.length());
  }

  /** Formats local date and time. */
  public static String day(Instant instant) {
    return RunTexts.time(instant);
  }

  /** Returns the time zone of all times that commands print, of {@code TZ} or of the machine. */
  public static String zone() {
    return ZoneId.systemDefault().getId();
  }

  /** Formats local time of day. */
  public static String clock(Instant instant) {
    return CLOCK.format(instant.atZone(ZoneId.systemDefault()));
  }
}
