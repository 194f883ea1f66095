package io.balsam.engine.domain;

/**
 * Position in a script.
 *
 * @param file the script, relative to the first script's directory where possible
 * @param line from 1; 0 when not known
 * @param column from 1; 0 when not known
 */
public record SourceRef(String file, int line, int column) {

  public static final SourceRef UNKNOWN = new SourceRef("", 0, 0);

  /** Returns {@code file:line:column}, in the format that editors understand. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
