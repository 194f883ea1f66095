package io.balsam.cli.progress;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Io;
import java.util.List;

/** Area at the bottom of a terminal that is repainted, with permanent lines above it. */
final class Screen {

  private final Console console;
  private List<String> painted = List.of();

  Screen(Console console) {
    this.console = console;
  }

  /** Replaces the painted lines; does nothing when they are the same. */
  void paint(List<String> lines) {
    if (!lines.equals(painted)) {
      write(List.of(), lines);
    }
  }

  /** Prints permanent lines above the painted ones. */
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
    // A line that wraps would make the count of lines wrong, and the painted area would creep up.
    lines.forEach(line -> text.append(console.shown(line, io.columns() - 1)).append('\n'));
    io.out().print(text);
    io.out().flush();
    painted = List.copyOf(lines);
  }
}
