package io.balsam.bench.measure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats figures with a sensible number of digits. */
public final class Amount {

  private Amount() {}

  /** Formats a figure: {@code 12,345}, {@code 12.3}, {@code 0.12}. */
  public static String of(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g";
    return size == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  /** Formats a round amount without trailing zeros: {@code 0.2}, {@code 1}, {@code 20,000}. */
  public static String round(double value) {
    String text = String.format(Locale.ROOT, "%,.6f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /** Formats the median; empty when there is none. */
  public static String median(@Nullable Spread spread) {
    return spread == null ? "" : of(spread.median());
  }

  /** Formats the range, as {@code 980 – 1,200}; empty when there was only one figure. */
  public static String range(@Nullable Spread spread) {
    return spread == null || spread.least() == spread.most()
        ? ""
        : of(spread.least()) + " – " + of(spread.most());
  }
}
