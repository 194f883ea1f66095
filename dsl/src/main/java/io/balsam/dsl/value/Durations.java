package io.balsam.dsl.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads durations written as {@code 10.minutes} or {@code '1h30m'}. */
public final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)\\s*");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(36_500L * 86_400_000L);

  private Durations() {}

  /**
   * Converts a {@link Duration}, or a string such as {@code 90s}, {@code 1h30m}, {@code 1.5h},
   * {@code 500ms}.
   *
   * @throws BadValue for anything else, a negative one, or more than a hundred years
   */
  public static Duration of(@Nullable Object value) throws BadValue {
    if (value instanceof Duration duration) {
      if (duration.isNegative()) {
        throw new BadValue("must not be negative");
      }
      return duration;
    }
    if (value instanceof CharSequence text) {
      return parse(text.toString().strip());
    }
    if (value instanceof Number number) {
      throw new BadValue("needs a unit: " + number + ".seconds or " + number + ".minutes");
    }
    throw new BadValue("must be a duration, not " + PlainValues.kind(value));
  }

  private static Duration parse(String text) throws BadValue {
    if (!WHOLE.matcher(text).matches()) {
      throw new BadValue("must be a duration such as 10.minutes or '1h30m', not '" + text + "'");
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      millis = millis.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
    }
    if (millis.compareTo(LONGEST) > 0) {
      throw new BadValue("must not be longer than a hundred years");
    }
    return Duration.ofMillis(millis.longValue());
  }

  private static BigDecimal unit(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        });
  }
}
