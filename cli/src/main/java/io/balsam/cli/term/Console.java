package io.balsam.cli.term;

import java.util.List;

/** Where a command prints: results on standard output, everything else on standard error. */
public final class Console {

  private final Io io;
  private final Style style;
  private final boolean quiet;

  public Console(Io io, Style style, boolean quiet) {
    this.io = io;
    this.style = style;
    this.quiet = quiet;
  }

  /** The same, that says nothing but results. */
  public Console silent() {
    return new Console(io, style, true);
  }

  public Io io() {
    return io;
  }

  public Style style() {
    return style;
  }

  public boolean quiet() {
    return quiet;
  }

  /** A line of the result; printed even with --quiet. */
  public void result(String line) {
    io.out().println(line);
  }

  /** Lines of the result. */
  public void result(List<String> lines) {
    lines.forEach(this::result);
  }

  /** A table. */
  public void result(Table table) {
    result(table.lines(style, io.terminal() ? io.columns() : 0));
  }

  /** A line that helps a person; not printed with --quiet. */
  public void say(String line) {
    if (!quiet) {
      io.out().println(typed(line));
    }
  }

  /** A remark that must not get into a pipe. */
  public void note(String line) {
    if (!quiet) {
      io.err().println(typed(line));
    }
  }

  /** Something went wrong. */
  public void error(String line) {
    io.err().println("balsam: " + typed(line));
  }

  /** Command lines in a text, so that they can be typed here: {@code ./balsam} in a clone. */
  public String typed(String text) {
    return io.typed().equals("balsam") ? text : text.replace("balsam ", io.typed() + " ");
  }
}
