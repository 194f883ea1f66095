package io.balsam.cli.term;

/**
 * Control marks in a text for the terminal: colours, the program's name, the site. Each is one
 * unpaired surrogate. Text decoded from bytes has none, so that no output of a job and no name in a
 * file can imitate one.
 */
final class Ink {

  /** Stands for what the user types to call Balsam. */
  static final char PROGRAM = '\uDC00';

  /** Stands for the {@code --site} that the user gave. */
  static final char SITE = '\uDC01';

  private static final char OFF = '\uDC10';
  private static final int LAST_CODE = 50;

  private Ink() {}

  /** Returns the text in a colour, given by its ANSI number. */
  static String paint(int code, String text) {
    return (char) (OFF + code) + text + OFF;
  }

  /** Returns whether a character is a mark; must not be part of a surrogate pair. */
  static boolean is(char c) {
    return c >= PROGRAM && c <= OFF + LAST_CODE;
  }

  /** Returns the mark that ends all colours if the text has any. */
  static String off(String text) {
    return text.chars().anyMatch(c -> c > OFF && c <= OFF + LAST_CODE) ? String.valueOf(OFF) : "";
  }

  /**
   * Returns the text as it is written to the terminal.
   *
   * @param text text that was made visible before
   */
  static String flow(String text, Caller caller) {
    int at = 0;
    while (at < text.length() && !(Character.isSurrogate(text.charAt(at)))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        out.append(c).append(text.charAt(++i));
      } else if (c == PROGRAM) {
        out.append(caller.program());
      } else if (c == SITE) {
        out.append(caller.site());
      } else if (is(c)) {
        out.append("\u001b[").append(c - OFF).append('m');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
