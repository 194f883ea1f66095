package io.balsam.views.draw;

import java.util.Locale;

/** Formats amounts for people. */
public final class Figures {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86400;

  private Figures() {}

  /** Formats a number, as {@code 12,345}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Formats a number with its noun, as {@code 1 job}, {@code 12,345 jobs}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /**
   * Formats a duration: {@code 8 ms}, {@code 3.2 s}, {@code 4 min 5 s}, {@code 7 h 2 min}, {@code 3
   * d 4 h}.
   */
  public static String duration(double seconds) {
    if (seconds < 0.0005) {
      return "0 s";
    }
    if (seconds < 0.9995) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, seconds < 9.995 ? "%.2f s" : "%.1f s", seconds);
    }
    double whole = Math.rint(seconds);
    if (whole < HOUR) {
      return pair(whole, MINUTE, "min", 1, "s");
    }
    return whole < DAY - MINUTE / 2
        ? pair(whole, HOUR, "h", MINUTE, "min")
        : pair(whole, DAY, "d", HOUR, "h");
  }

  /**
   * Formats a duration as {@link #duration}, for round amounts: {@code 5 s} rather than {@code 5.00
   * s}.
   */
  public static String round(double seconds) {
    return duration(seconds)
        .replaceFirst("\\.0+ s$", " s")
        .replaceFirst("(\\.[0-9]*[1-9])0+ s$", "$1 s");
  }

  private static String pair(double seconds, double big, String name, double small, String rest) {
    long first = (long) (seconds / big);
    long second = Math.round((seconds - first * big) / small);
    if (second * small >= big) {
      first++;
      second = 0;
    }
    return first + " " + name + (second == 0 ? "" : " " + second + " " + rest);
  }

  /** Formats a size, as {@code 17 B}, {@code 512 KiB}, {@code 3.4 TiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double gib = bytes / (1024.0 * 1024 * 1024);
    return gib < 1000
        ? kibibytes(bytes / 1024)
        : String.format(Locale.ROOT, "%.1f TiB", gib / 1024);
  }

  /** Formats a size, as {@code 512 KiB}, {@code 3.4 GiB}. */
  public static String kibibytes(long kib) {
    if (kib < 1024) {
      return kib + " KiB";
    }
    double mib = kib / 1024.0;
    return mib < 1000
        ? String.format(Locale.ROOT, mib < 10 ? "%.1f MiB" : "%.0f MiB", mib)
        : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
  }

  /** Formats a fraction, as {@code 0.3 %}, {@code 87 %}. */
  public static String percent(double part) {
    double hundred = part * 100;
    return String.format(Locale.ROOT, hundred > 0 && hundred < 10 ? "%.1f %%" : "%.0f %%", hundred);
  }
}
