package io.balsam.cobalt;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Cobalt's formats of times. */
final class CobaltTime {

  /** Format {@code Sat Nov 21 00:13:57 2026 +0000 (UTC)}; the part in brackets is not needed. */
  private static final Pattern DATE =
      Pattern.compile("^(\\w{3} \\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d \\d{4} [+-]\\d{4})\\b");

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy xx", Locale.ROOT);

  private static final Pattern LENGTH =
      Pattern.compile("(?:(\\d+):)?(\\d+):(\\d\\d):(\\d\\d)(?:\\.\\d+)?");

  private CobaltTime() {}

  /** Parses the date at the beginning of a text. */
  static Optional<Instant> date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.find()) {
      return Optional.empty();
    }
    try {
      String words = date.group(1).replaceAll(" +", " ");
      return Optional.of(OffsetDateTime.parse(words, FORMAT).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Parses {@code [D:]HH:MM:SS}; empty for anything else, such as {@code -} or {@code None}. */
  static Optional<Duration> length(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      return Optional.empty();
    }
    long days = length.group(1) == null ? 0 : Long.parseLong(length.group(1));
    return Optional.of(
        Duration.ofDays(days)
            .plusHours(Long.parseLong(length.group(2)))
            .plusMinutes(Long.parseLong(length.group(3)))
            .plusSeconds(Long.parseLong(length.group(4))));
  }
}
