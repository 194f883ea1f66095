package io.balsam.dsl.source;

import io.balsam.dsl.grammar.Words;
import java.util.List;
import java.util.Set;

/** A script's text together with its map. */
public final class ScriptText {

  private final String name;
  private final String text;
  private final ScriptMap map;
  private final String[] lines;

  ScriptText(String name, String text, ScriptMap map) {
    this.name = name;
    this.text = text;
    this.map = map;
    this.lines = text.split("\n", -1);
  }

  /** Returns the file, relative to the first script's directory. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** Returns the names of the methods it declares. */
  public Set<String> methods() {
    return map.methods();
  }

  /** Returns the names it assigns without declaring them. */
  public Set<String> variables() {
    return map.variables();
  }

  /** Returns the position of a word that the compiler has numbered. */
  public SourcePosition place(int number) {
    return new SourcePosition(this, map.ranges().get(number));
  }

  /**
   * Returns the position of a word used on a line; the start of the line when it is not found
   * there.
   */
  public SourcePosition onLine(int line, String word) {
    SourceRange best = null;
    for (SourceRange range : map.ranges()) {
      if (range.line() == line && range.word().equals(word)) {
        return new SourcePosition(this, range);
      }
      if (range.covers(line) && range.word().equals(word)) {
        best = range;
      }
    }
    return new SourcePosition(this, best == null ? startOf(line) : best);
  }

  ScriptMap map() {
    return map;
  }

  /** Returns the text of whole lines, both included. */
  String lines(int from, int to) {
    return String.join("\n", List.of(lines).subList(from - 1, Math.min(to, lines.length)));
  }

  SourcePosition inside(SourceRange outer, String word) {
    String wanted = Words.camelCase(word);
    for (SourceRange range : map.ranges()) {
      if (outer.encloses(range)
          && range.startsAfterStartOf(outer)
          && (range.word().equals(word) || Words.camelCase(range.word()).equals(wanted))) {
        return new SourcePosition(this, range);
      }
    }
    return new SourcePosition(this, outer);
  }

  SourcePosition find(SourceRange outer, String wanted, int number) {
    int left = number;
    for (int line = outer.line(); line <= Math.min(outer.endLine(), lines.length); line++) {
      int from = line == outer.line() ? outer.column() - 1 : 0;
      int found = lines[line - 1].indexOf(wanted, from);
      while (found >= 0 && (line < outer.endLine() || found < outer.endColumn())) {
        if (left-- == 0) {
          int column = found + 1;
          return new SourcePosition(
              this, new SourceRange(wanted, line, column, line, column + wanted.length()));
        }
        found = lines[line - 1].indexOf(wanted, found + wanted.length());
      }
    }
    return new SourcePosition(this, outer);
  }

  private SourceRange startOf(int line) {
    if (line < 1 || line > lines.length) {
      return new SourceRange("", 0, 0, 0, 0);
    }
    String content = lines[line - 1].strip();
    int column = lines[line - 1].indexOf(content) + 1;
    return new SourceRange(content, line, column, line, column + content.length());
  }
}
