package io.balsam.engine.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value of a parameter or tag, as the regression sees it: numbers other than zero by their
 * logarithm, and a level, which is one for all positive numbers and another for each text.
 *
 * @param logarithm that of the absolute value; NaN for what is no number or zero
 * @param level code of the level
 */
record PredictorValue(double logarithm, int level) {

  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 1;
  private static final int ZERO = 2;
  private static final int MISSING = 3;

  /** Tags are texts also where they are numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  static PredictorValue of(@Nullable Object value) {
    if (value == null) {
      return new PredictorValue(Double.NaN, MISSING);
    }
    if (value instanceof Number number) {
      return ofNumber(number.doubleValue());
    }
    String text = value.toString().strip();
    if (NUMBER.matcher(text).matches()) {
      return ofNumber(Double.parseDouble(text));
    }
    int code = text.hashCode();
    return new PredictorValue(Double.NaN, code >= POSITIVE && code <= MISSING ? code + 4 : code);
  }

  private static PredictorValue ofNumber(double number) {
    if (!Double.isFinite(number)) {
      return new PredictorValue(Double.NaN, MISSING);
    }
    if (number == 0) {
      return new PredictorValue(Double.NaN, ZERO);
    }
    return new PredictorValue(Math.log(Math.abs(number)), number > 0 ? POSITIVE : NEGATIVE);
  }
}
