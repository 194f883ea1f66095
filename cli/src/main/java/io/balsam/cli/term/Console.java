package io.balsam.cli.term;

import java.io.PrintStream;
import java.util.List;

/**
 * Where a command prints: results on standard output, everything else on standard error. Whatever
 * is in a line that no terminal should be sent is made {@link Visible} here, and nowhere else.
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

  /** The same, that says nothing but results. */
  public Console silent() {
    return new Console(io, style, true, caller);
  }

  /** The same, for a call with this {@code --site}: the commands it prints have it, too. */
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

  /** A line of the result; printed even with --quiet. */
  public void result(String line) {
    print(io.out(), line);
  }

  /** Lines of the result. */
  public void result(List<String> lines) {
    lines.forEach(this::result);
  }

  /** A table. */
  public void result(Table table) {
    result(table.lines(style, io.terminal() ? io.columns() : 0));
  }

  /** A result for programs. */
  public void json(String text) {
    jsonPart(text);
    io.out().println();
  }

  /** The begin of a result for programs, with more to come on the same line. */
  public void jsonPart(String text) {
    io.out().print(Visible.json(Ink.flow(text, caller), io.unicode()));
  }

  /** A line that helps a person; not printed with --quiet. */
  public void say(String line) {
    if (!quiet) {
      print(io.out(), line);
    }
  }

  /** A remark that must not get into a pipe. */
  public void note(String line) {
    if (!quiet) {
      print(io.err(), line);
    }
  }

  /** Something went wrong. */
  public void error(String line) {
    print(io.err(), "balsam: " + line);
  }

  /** What an error has to show beside its message; printed even with --quiet. */
  public void errorLines(List<String> lines) {
    lines.forEach(line -> print(io.err(), line));
  }

  /** A line as the terminal may be sent it, of so many columns at most. */
  public String shown(String line, int columns) {
    return Ink.flow(Visible.begin(Visible.cell(line), columns), caller);
  }

  private void print(PrintStream stream, String line) {
    stream.println(Ink.flow(Visible.line(line), caller));
  }
}
