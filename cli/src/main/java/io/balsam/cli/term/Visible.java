package io.balsam.cli.term;

import java.util.Locale;

/**
 * Makes any text safe for a terminal: characters that move the cursor, end the line, change the
 * writing direction or are invisible become escapes.
 */
public final class Visible {

  private Visible() {}

  /** Returns the text on one line; a line break in it becomes {@code \n}. */
  public static String line(String text) {
    int end = text.endsWith("\r") ? text.length() - 1 : text.length();
    int at = 0;
    while (at < end && plain(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
    for (int i = at; i < end; ) {
      int code = text.codePointAt(i);
      if (code <= Character.MAX_VALUE && Ink.is((char) code)) {
        out.append((char) code);
      } else if (hidden(code)) {
        out.append(escape(code));
      } else {
        out.appendCodePoint(code);
      }
      i += Character.charCount(code);
    }
    return out.toString();
  }

  /** Returns the text as {@link #line}, also without tabs, so that {@link #width} applies. */
  public static String cell(String text) {
    return line(text).replace('\t', ' ');
  }

  /**
   * Returns equivalent JSON that is safe for a terminal, using JSON's own escapes.
   *
   * @param unicode whether characters beyond ASCII are displayed correctly
   */
  static String json(String text, boolean unicode) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            code -> {
              if (code != '\n' && (hidden(code) || (!unicode && code > 0x7e))) {
                for (char c : Character.toChars(code)) {
                  out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
              } else {
                out.appendCodePoint(code);
              }
            });
    return out.toString();
  }

  /** Returns whether a character is shown as an escape. */
  static boolean hidden(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL -> code != '\t';
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> turnsDirection(code);
      default -> false;
    };
  }

  private static boolean turnsDirection(int code) {
    return code == 0x061c
        || code == 0x200e
        || code == 0x200f
        || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x206f);
  }

  private static boolean plain(char c) {
    return (c >= ' ' && c < 0x7f) || c == '\t' || (c >= 0xa0 && c < 0x061c);
  }

  static String escape(int code) {
    return switch (code) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> String.format(Locale.ROOT, code < 0x100 ? "\\x%02x" : "\\u%04x", code);
    };
  }

  /** Returns the number of terminal columns of a line that was made visible before. */
  public static int width(String line) {
    int width = 0;
    for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
      width += columns(line.codePointAt(i));
    }
    return width;
  }

  /** Returns as much of the line's beginning as fits, with its colours. */
  public static String begin(String line, int columns) {
    int room = columns;
    for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
      room -= columns(line.codePointAt(i));
      if (room < 0) {
        return line.substring(0, i) + Ink.off(line);
      }
    }
    return line;
  }

  /** Returns as much of the line's end as fits; the line must have no colours. */
  static String end(String line, int columns) {
    int room = columns;
    int at = line.length();
    while (at > 0) {
      int code = line.codePointBefore(at);
      room -= columns(code);
      if (room < 0) {
        break;
      }
      at -= Character.charCount(code);
    }
    return line.substring(at);
  }

  private static int columns(int code) {
    if (code < 0x300) {
      return 1;
    }
    return switch (Character.getType(code)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.SURROGATE ->
          0;
      default -> Wide.is(code) ? 2 : 1;
    };
  }
}
