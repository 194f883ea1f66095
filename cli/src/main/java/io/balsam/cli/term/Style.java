package io.balsam.cli.term;

/** Colours and marks, or none; {@link Console} writes them in the form a terminal understands. */
public final class Style {

  private final boolean color;
  private final boolean unicode;

  public Style(boolean color, boolean unicode) {
    this.color = color;
    this.unicode = unicode;
  }

  /** Returns whether there are colours. */
  public boolean color() {
    return color;
  }

  public String bold(String text) {
    return paint(1, text);
  }

  public String dim(String text) {
    return paint(2, text);
  }

  public String red(String text) {
    return paint(31, text);
  }

  public String green(String text) {
    return paint(32, text);
  }

  public String yellow(String text) {
    return paint(33, text);
  }

  public String cyan(String text) {
    return paint(36, text);
  }

  private String paint(int code, String text) {
    return color && !text.isEmpty() ? Ink.paint(code, text) : text;
  }

  /** Returns the pretty text if the terminal can show it, else the plain one. */
  public String either(String pretty, String plain) {
    return unicode ? pretty : plain;
  }

  /** Returns the mark of success. */
  public String tick() {
    return green(either("✓", "ok"));
  }

  /** Returns the mark of failure. */
  public String cross() {
    return red(either("✗", "FAILED"));
  }

  /** Returns a bar that is full at 1. */
  public String bar(double part, int width) {
    int full = (int) Math.max(0, Math.min(width, Math.floor(part * width)));
    String done = either("█", "#").repeat(full);
    return green(done) + dim(either("░", ".").repeat(width - full));
  }
}
