package io.balsam.cli.term;

/**
 * What we want of a terminal, written into a text: colours, our own name, the site that is meant.
 * Each is one unpaired surrogate. Text that was decoded from bytes has none, so nothing that a job
 * printed and no name in a file can pass for one.
 */
final class Ink {

  /** Stands for what the user types to call Balsam. */
  static final char PROGRAM = '\uDC00';

  /** Stands for the {@code --site} that the user gave. */
  static final char SITE = '\uDC01';

  private static final char OFF = '\uDC10';
  private static final int LAST_CODE = 50;

  private Ink() {}

  /** The text in a colour, by its number among ANSI's. */
  static String paint(int code, String text) {
    return (char) (OFF + code) + text + OFF;
  }

  /** Whether the character is ours; to be asked of one that is no part of a pair. */
  static boolean is(char c) {
    return c >= PROGRAM && c <= OFF + LAST_CODE;
  }

  /** The end of all colours, where the text has any. */
  static String off(String text) {
    return text.chars().anyMatch(c -> c > OFF && c <= OFF + LAST_CODE) ? String.valueOf(OFF) : "";
  }

  /**
   * The text as it is written to the terminal.
   *
   * @param text made visible before
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
