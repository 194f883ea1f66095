package io.balsam.cli.progress;

import io.balsam.cli.term.Io;
import java.util.List;

/** The lower end of a terminal that is painted over and over, with lines that stay above it. */
final class Screen {

  private final Io io;
  private List<String> painted = List.of();

  Screen(Io io) {
    this.io = io;
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
    StringBuilder text = new StringBuilder();
    if (!painted.isEmpty()) {
      text.append("\u001b[").append(painted.size()).append("A\r\u001b[J");
    }
    above.forEach(line -> text.append(line).append('\n'));
    // A line that wraps would make the count of lines wrong, and the picture crawl.
    lines.forEach(line -> text.append(cut(line, io.columns() - 1)).append('\n'));
    io.out().print(text);
    io.out().flush();
    painted = List.copyOf(lines);
  }

  /** The line without what would not fit; colour codes take no room. */
  static String cut(String line, int columns) {
    int room = columns;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\u001b') {
        i = line.indexOf('m', i);
        continue;
      }
      if (room-- == 0) {
        return line.substring(0, i) + (line.indexOf('\u001b') >= 0 ? "\u001b[0m" : "");
      }
    }
    return line;
  }
}
