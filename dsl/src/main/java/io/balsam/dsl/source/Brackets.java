package io.balsam.dsl.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds the bracket or quote that has no partner. The compiler only reports where it gave up, which
 * is often the end of the file.
 */
final class Brackets {

  /**
   * Bracket or quote without a partner.
   *
   * @param line line of the bracket or quote
   * @param column column of the bracket or quote
   * @param what description of the problem
   * @param hint what to write instead
   */
  record Fault(int line, int column, String what, String hint) {}

  private record Open(char bracket, int line, int column, int indent) {}

  private static final String OPENING = "({[";
  private static final String CLOSING = ")}]";

  private final String text;
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private char last = '\n';
  private Optional<Fault> fault = Optional.empty();
  private Optional<Open> suspect = Optional.empty();

  private Brackets(String text) {
    this.text = text;
  }

  static Optional<Fault> check(String text) {
    Brackets brackets = new Brackets(text);
    brackets.code(false);
    return brackets.result();
  }

  private Optional<Fault> result() {
    if (fault.isPresent() || open.isEmpty()) {
      return fault;
    }
    Open culprit = suspect.orElseGet(open::peek);
    return Optional.of(unclosed(culprit));
  }

  private static Fault unclosed(Open culprit) {
    char closing = CLOSING.charAt(OPENING.indexOf(culprit.bracket));
    return new Fault(
        culprit.line,
        culprit.column,
        "this '" + culprit.bracket + "' is never closed",
        "add a '" + closing + "'");
  }

  /** Reads code; inside a text's <code>${}</code> it ends at the brace that closes it. */
  private void code(boolean insideText) {
    int depth = open.size();
    while (at < text.length() && fault.isEmpty()) {
      char c = text.charAt(at);
      if (text.startsWith("//", at)) {
        skipTo("\n");
      } else if (text.startsWith("/*", at)) {
        quoted("/*", "*/", false, "comment");
      } else if (text.startsWith("'''", at)) {
        quoted("'''", "'''", false, "string");
      } else if (text.startsWith("\"\"\"", at)) {
        quoted("\"\"\"", "\"\"\"", true, "string");
      } else if (c == '\'') {
        quoted("'", "'", false, "string");
      } else if (c == '"') {
        quoted("\"", "\"", true, "string");
      } else if (c == '/' && "(,=~[{:;!&|?\n".indexOf(last) >= 0) {
        quoted("/", "/", true, "pattern");
      } else {
        if (OPENING.indexOf(c) >= 0) {
          open.push(new Open(c, line, column(), indent()));
        } else if (CLOSING.indexOf(c) >= 0) {
          if (insideText && c == '}' && open.size() == depth) {
            return;
          }
          close(c);
        }
        if (!Character.isWhitespace(c) || c == '\n') {
          last = c;
        }
        step();
      }
    }
  }

  private void close(char c) {
    if (open.isEmpty()) {
      char missing = OPENING.charAt(CLOSING.indexOf(c));
      fault =
          Optional.of(
              new Fault(
                  line,
                  column(),
                  "this '" + c + "' has no matching '" + missing + "'",
                  "remove it, or add the '" + missing + "' before it"));
      return;
    }
    Open opening = open.pop();
    if (OPENING.indexOf(opening.bracket) != CLOSING.indexOf(c)) {
      Fault unclosed = unclosed(opening);
      fault =
          Optional.of(
              new Fault(
                  unclosed.line,
                  unclosed.column,
                  "this '"
                      + opening.bracket
                      + "' is not closed before the '"
                      + c
                      + "' of line "
                      + line,
                  unclosed.hint));
    } else if (suspect.isEmpty() && firstOnLine() && indent() < opening.indent) {
      // The brace is further left than the line it closes: it was meant for an outer one.
      suspect = Optional.of(opening);
    }
  }

  private void quoted(String start, String end, boolean interpolated, String what) {
    Fault unclosed =
        new Fault(
            line, column(), "this " + what + " is never closed", "add " + end + " at its end");
    boolean oneLine = end.length() == 1;
    int begin = at;
    at += start.length();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith(end, at)) {
        at += end.length();
        last = end.charAt(0);
        return;
      }
      if (c == '\n' && oneLine) {
        break;
      }
      if (interpolated && text.startsWith("${", at)) {
        at += 2;
        code(true);
      } else if (c == '\\' && at + 1 < text.length()) {
        step();
      }
      if (at < text.length()) {
        step();
      }
    }
    if (end.equals("/")) {
      // A division after all: this is only decidable by parsing.
      at = begin + 1;
      last = '/';
      return;
    }
    fault = Optional.of(unclosed);
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found;
  }

  private void step() {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  private int column() {
    return at - lineStart + 1;
  }

  private boolean firstOnLine() {
    return text.substring(lineStart, at).isBlank();
  }

  private int indent() {
    int i = lineStart;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i - lineStart;
  }
}
