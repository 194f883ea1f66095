package io.balsam.views.draw;

/**
 * Estimates the width of a text without a font. The widths are those of a wide common font, so that
 * text in any other stays inside its box.
 */
public final class TextWidth {
  private TextWidth() {}

  /** Returns the width at a font size, in the size's unit. */
  public static double of(String text, double size) {
    return text.codePoints().mapToDouble(TextWidth::em).sum() * size;
  }

  /** Returns the text, or as much of its end or beginning as fits. */
  public static String fit(String text, double size, double room, boolean keepEnd) {
    if (of(text, size) <= room) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    double left = room - em('\u2026') * size;
    int kept = 0;
    while (kept < points.length) {
      left -= em(points[keepEnd ? points.length - 1 - kept : kept]) * size;
      if (left < 0) {
        break;
      }
      kept++;
    }
    return keepEnd
        ? "\u2026" + new String(points, points.length - kept, kept)
        : new String(points, 0, kept) + "\u2026";
  }

  private static double em(int c) {
    if (c > 0x2E7F) {
      return c > 0xFFFF ? 1.3 : 1.02;
    }
    if ("ijl|.,:;!'`".indexOf(c) >= 0) {
      return 0.33;
    }
    if ("frt()[]{}I/\\- \"".indexOf(c) >= 0) {
      return 0.42;
    }
    if ("mwMW@%&\u2026\u2014".indexOf(c) >= 0) {
      return 1.0;
    }
    if (c >= '0' && c <= '9') {
      return 0.64;
    }
    return Character.isUpperCase(c) ? 0.74 : 0.62;
  }
}
