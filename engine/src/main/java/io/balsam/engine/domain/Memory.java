package io.balsam.engine.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts amounts of memory to and from text; each unit is 1024 of the one before, as in Slurm.
 */
public final class Memory {

  /** Description of the format, for messages. */
  public static final String FORM = "a number and KB, MB, GB or TB, such as '4 GB'";

  private static final Pattern TEXT =
      Pattern.compile(
          "\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([KMGT])(i?B)?\\s*", Pattern.CASE_INSENSITIVE);

  private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

  /** Digits after the point that tell the bytes of a terabyte apart. */
  private static final int MOST_DIGITS = 12;

  private Memory() {}

  /**
   * Returns the bytes that a text stands for; empty when it is not of this form, or less than one.
   */
  public static Optional<Long> bytes(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int unit = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
    double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, unit);
    return bytes >= 1 && bytes < 1e18 ? Optional.of((long) bytes) : Optional.empty();
  }

  /** Returns an amount for people, as {@code 4 GB} or {@code 1.5 MB}. */
  public static String text(long bytes) {
    return rounded(bytes, 1);
  }

  /** Returns the same with as many digits as tell it from another amount. */
  public static String text(long bytes, long other) {
    int digits = 1;
    while (digits < MOST_DIGITS
        && bytes != other
        && sameNumber(rounded(bytes, digits), rounded(other, digits))) {
      digits++;
    }
    return rounded(bytes, digits);
  }

  private static boolean sameNumber(String one, String other) {
    return one.replaceFirst("\\.0+ ", " ").equals(other.replaceFirst("\\.0+ ", " "));
  }

  private static String rounded(long bytes, int digits) {
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    String number =
        value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%." + digits + "f", value);
    return number + " " + UNITS.get(unit);
  }
}
