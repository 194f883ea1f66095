package io.balsam.engine.process;

/** Quoting and names of POSIX shells. */
final class ShellSyntax {

  private ShellSyntax() {}

  static String quote(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /**
   * Returns whether a text is a shell variable's name. Without a regular expression, since each job
   * has a dozen of them.
   */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
