package io.balsam.slurm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses Slurm's formats of times. */
final class SlurmTimes {

  /** Format {@code [[D-]H:]M:S}; a lone number is minutes. */
  private static final Pattern LENGTH =
      Pattern.compile("(?:(?:(\\d+)-)?(\\d+):)?(\\d+):(\\d+)|(\\d+)");

  private SlurmTimes() {}

  /** Parses a time in UTC; null for {@code N/A}, {@code Unknown}, {@code None} and the like. */
  static @Nullable Instant instant(String text) {
    try {
      return LocalDateTime.parse(text.trim()).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Parses a length; empty for {@code UNLIMITED}, {@code infinite}, {@code n/a} and the like. */
  static Optional<Duration> length(String text) {
    Matcher matcher = LENGTH.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(matcher.group(1)))
            .plusHours(number(matcher.group(2)))
            .plusMinutes(number(matcher.group(3)) + number(matcher.group(5)))
            .plusSeconds(number(matcher.group(4))));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
