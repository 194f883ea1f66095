package io.balsam.cli.term;

import java.io.PrintStream;
import java.util.List;

/**
 * Output of a command: results on standard output, everything else on standard error. Characters
 * that must not reach a terminal are escaped by {@link Visible} here, and nowhere else.
 */
public final class Console {

  private final Io io;
  private final Style style;
  private final boolean quiet;
  private final Caller caller;

  public Console(Io io, Style style, boolean quiet) {
    this(io, style, quiet, new Caller(io.typed(), ""));
  }

  private Console(Io io, Style style, boolean quiet, Caller caller) {
    this.io = io;
    this.style = style;
    this.quiet = quiet;
    this.caller = caller;
  }

  /** Returns the same console, which prints nothing but results. */
  public Console silent() {
    return new Console(io, style, true, caller);
  }

  /**
   * Returns the same console for a call with this {@code --site}: the commands it prints repeat it.
   */
  public Console about(String siteOption) {
    return new Console(io, style, quiet, new Caller(io.typed(), siteOption));
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

  /** Prints a line of the result, even with --quiet. */
  public void result(String line) {
    print(io.out(), line);
  }

  /** Prints lines of the result. */
  public void result(List<String> lines) {
    lines.forEach(this::result);
  }

  /** Prints a table. */
  public void result(Table table) {
    result(table.lines(style, io.terminal() ? io.columns() : 0));
  }

  /** Prints a result for programs. */
  public void json(String text) {
    jsonPart(text);
    io.out().println();
  }

  /** Prints the beginning of a result for programs, with more to come on the same line. */
  public void jsonPart(String text) {
    io.out().print(Visible.json(Ink.flow(text, caller), io.unicode()));
  }

  /** Prints a line that helps a person; suppressed with --quiet. */
  public void say(String line) {
    if (!quiet) {
      print(io.out(), line);
    }
  }

  /** Prints a remark that must not get into a pipe. */
  public void note(String line) {
    if (!quiet) {
      print(io.err(), line);
    }
  }

  /** Prints an error. */
  public void error(String line) {
    print(io.err(), "balsam: " + line);
  }

  /** Prints the details of an error, even with --quiet. */
  public void errorLines(List<String> lines) {
    lines.forEach(line -> print(io.err(), line));
  }

  /** Returns a line as it is sent to the terminal, cut to the given number of columns. */
  public String shown(String line, int columns) {
    return Ink.flow(Visible.begin(Visible.cell(line), columns), caller);
  }

  private void print(PrintStream stream, String line) {
    stream.println(Ink.flow(Visible.line(line), caller));
  }
}
