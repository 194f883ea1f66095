package io.balsam.dsl.problem;

import io.balsam.engine.domain.SourceRef;

/** Formats the lines of a script around a position, with a caret line below it. */
final class Frame {

  private Frame() {}

  static String around(SourceRef at, int width, String text) {
    String[] lines = text.split("\n", -1);
    if (at.line() < 1 || at.line() > lines.length) {
      return "";
    }
    int digits = Integer.toString(at.line()).length();
    StringBuilder frame = new StringBuilder();
    if (at.line() > 1 && !lines[at.line() - 2].isBlank()) {
      line(frame, digits, at.line() - 1, lines[at.line() - 2]);
    }
    String line = lines[at.line() - 1];
    line(frame, digits, at.line(), line);
    int column = Math.max(1, Math.min(at.column(), line.length() + 1));
    int carets = Math.max(1, Math.min(width, line.length() - column + 1));
    frame.append("  ").append(" ".repeat(digits)).append(" | ");
    for (int i = 0; i < column - 1; i++) {
      frame.append(line.charAt(i) == '\t' ? '\t' : ' ');
    }
    return frame.append("^".repeat(carets)).toString();
  }

  private static void line(StringBuilder frame, int digits, int number, String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    frame.append("  ").append(" ".repeat(digits - Integer.toString(number).length()));
    frame.append(number).append(" | ").append(text).append('\n');
  }
}
