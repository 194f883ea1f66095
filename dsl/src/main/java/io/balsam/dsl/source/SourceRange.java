package io.balsam.dsl.source;

/**
 * A word of a script with the range of all that belongs to it: its arguments and its block.
 *
 * @param word as written
 * @param line from 1
 * @param column from 1
 * @param endLine line of the range's end
 * @param endColumn column just behind the range
 */
public record SourceRange(String word, int line, int column, int endLine, int endColumn) {

  boolean encloses(SourceRange other) {
    return !before(other.line, other.column, line, column)
        && !before(endLine, endColumn, other.endLine, other.endColumn);
  }

  boolean startsAfterStartOf(SourceRange other) {
    return before(other.line, other.column, line, column);
  }

  boolean startsAfterEndOf(SourceRange other) {
    return !before(line, column, other.endLine, other.endColumn);
  }

  boolean covers(int wanted) {
    return line <= wanted && wanted <= endLine;
  }

  private static boolean before(int line, int column, int otherLine, int otherColumn) {
    return line < otherLine || (line == otherLine && column < otherColumn);
  }
}
