package io.balsam.cli.progress;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Io;
import java.util.List;

/** The lower end of a terminal that is painted over and over, with lines that stay above it. */
final class Screen {

  private final Console console;
  private List<String> painted = List.of();

  Screen(Console console) {
    this.console = console;
  }

  /** Replaces what is painted; does nothing when it looks the same. */
  void paint(List<String> lines) {
    if (!lines.equals(painted)) {
      write(List.of(), lines);
    }
  }

  /** Prints lines that stay, above what is painted. */
  void above(List<String> lines) {
    write(lines, painted);
  }

  private void write(List<String> above, List<String> lines) {
    Io io = console.io();
    StringBuilder text = new StringBuilder();
    if (!painted.isEmpty()) {
      text.append("\u001b[").append(painted.size()).append("A\r\u001b[J");
    }
    above.forEach(line -> text.append(console.shown(line, Integer.MAX_VALUE)).append('\n'));
    // A line that wraps would make the count of lines wrong, and the picture crawl.
    lines.forEach(line -> text.append(console.shown(line, io.columns() - 1)).append('\n'));
    io.out().print(text);
    io.out().flush();
    painted = List.copyOf(lines);
  }
}
