package io.balsam.views.draw;

/**
 * Writes XML and HTML. All input passes through {@link #text} or an attribute's value and is
 * escaped there; only {@link #raw} does not escape.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; numbers are rounded to two decimals
   */
  public Markup open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  /** Adds an element without content. */
  public Markup empty(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** Adds an element that contains only text. */
  public Markup element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  public Markup close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** Adds text that is markup already. */
  public Markup raw(CharSequence markup) {
    out.append(markup);
    return this;
  }

  /** Adds a line break in the source, for its readers. */
  public Markup line() {
    out.append('\n');
    return this;
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Object value = attributes[i + 1];
      if (value instanceof Double number) {
        out.append(number(number));
      } else {
        escape(value.toString());
      }
      out.append('"');
    }
  }

  /** Formats a number as briefly as two decimals allow. */
  public static String number(double value) {
    long hundredths = Math.round(value * 100);
    long rest = Math.abs(hundredths % 100);
    String whole = (hundredths < 0 ? "-" : "") + Math.abs(hundredths) / 100;
    if (rest == 0) {
      return whole;
    }
    return whole + (rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        default -> i += character(text, i);
      }
    }
  }

  /**
   * Writes one character, or a mark for one that is not shown.
   *
   * @return how many further characters were used
   */
  private int character(String text, int at) {
    int code = text.codePointAt(at);
    out.appendCodePoint(shown(code) ? code : '\uFFFD');
    return Character.charCount(code) - 1;
  }

  /**
   * Returns whether a character is allowed in a picture: not those that XML forbids, nor those that
   * change the direction of all text behind them.
   */
  public static boolean shown(int code) {
    boolean legal =
        (code >= 0x20 && code < 0x7F)
            || (code >= 0xA0 && code < 0xD800)
            || (code >= 0xE000 && code < 0xFFFE)
            || code >= 0x10000;
    boolean turns =
        code == 0x61C
            || code == 0x200E
            || code == 0x200F
            || (code >= 0x202A && code <= 0x202E)
            || (code >= 0x2066 && code <= 0x206F);
    return legal && !turns;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
