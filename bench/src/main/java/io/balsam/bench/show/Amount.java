package io.balsam.bench.show;

import io.balsam.bench.measure.Spread;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures in as few digits as they deserve. */
final class Amount {

  private Amount() {}

  /** {@code 12,345}, {@code 12.3}, {@code 0.12}. */
  static String of(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g";
    return size == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  static String median(@Nullable Spread spread) {
    return spread == null ? "" : of(spread.median());
  }

  /** {@code 980 – 1,200}; nothing when there was one figure only. */
  static String range(@Nullable Spread spread) {
    return spread == null || spread.least() == spread.most()
        ? ""
        : of(spread.least()) + " – " + of(spread.most());
  }
}
