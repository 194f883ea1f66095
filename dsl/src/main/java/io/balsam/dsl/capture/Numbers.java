package io.balsam.dsl.capture;

import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.PlainValues;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads numbers with limits. */
final class Numbers {

  private Numbers() {}

  static int whole(@Nullable Object value, int least) throws BadValue {
    String from =
        least == Integer.MIN_VALUE
            ? "must be a whole number"
            : "must be a whole number of at least " + least;
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw new BadValue(from + ", not " + PlainValues.kind(value));
    }
    BigDecimal exact = new BigDecimal(number.toString());
    if (exact.stripTrailingZeros().scale() > 0
        || exact.compareTo(BigDecimal.valueOf(least)) < 0
        || exact.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new BadValue(from + ", not " + PlainValues.kind(value));
    }
    return exact.intValue();
  }

  static double fromZero(Number number) throws BadValue {
    double value = number.doubleValue();
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new BadValue("must be a number of at least 0, not " + number);
    }
    return value;
  }
}
