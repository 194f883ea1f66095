package io.balsam.dsl.value;

import java.math.BigDecimal;
import java.time.Duration;

/** Adds {@code seconds} to {@code days} to numbers, and operators to durations. */
public final class NumberDurations {

  private NumberDurations() {}

  public static Duration getMilliseconds(Number self) {
    return times(self, 1);
  }

  public static Duration getSecond(Number self) {
    return times(self, 1_000);
  }

  public static Duration getSeconds(Number self) {
    return times(self, 1_000);
  }

  public static Duration getMinute(Number self) {
    return times(self, 60_000);
  }

  public static Duration getMinutes(Number self) {
    return times(self, 60_000);
  }

  public static Duration getHour(Number self) {
    return times(self, 3_600_000);
  }

  public static Duration getHours(Number self) {
    return times(self, 3_600_000);
  }

  public static Duration getDay(Number self) {
    return times(self, 86_400_000);
  }

  public static Duration getDays(Number self) {
    return times(self, 86_400_000);
  }

  /** Multiplies a duration, as in {@code 10.minutes * 3}. */
  public static Duration multiply(Duration self, Number factor) {
    return times(factor, self.toMillis());
  }

  /**
   * Negates a duration, as in {@code -(10.minutes)}: refused wherever a duration is expected, but a
   * valid value.
   */
  public static Duration negative(Duration self) {
    return self.negated();
  }

  private static Duration times(Number self, long unit) {
    BigDecimal millis = new BigDecimal(self.toString()).multiply(BigDecimal.valueOf(unit));
    return Duration.ofMillis(millis.longValue());
  }
}
