package io.balsam.engine.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Formats numbers as people write them: without an exponent, except for very large and small ones.
 */
public final class NumberText {

  private static final int MOST_DIGITS = 30;

  private NumberText() {}

  /** Returns the text of a value; for a value that is not a number, its own text. */
  public static String of(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      String said = value.toString();
      return said.indexOf('E') < 0 ? said : plain(new BigDecimal(said).stripTrailingZeros(), said);
    }
    return value instanceof BigDecimal number
        ? plain(number, number.toString())
        : String.valueOf(value);
  }

  private static String plain(BigDecimal number, String otherwise) {
    int exponent = number.precision() - number.scale() - 1;
    return otherwise.indexOf('E') >= 0 && Math.abs(exponent) <= MOST_DIGITS
        ? number.toPlainString()
        : otherwise;
  }
}
