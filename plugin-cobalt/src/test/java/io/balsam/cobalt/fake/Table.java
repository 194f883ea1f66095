package io.balsam.cobalt.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Formats tables as Cobalt does: two blanks after every column, the last one too, and a line of =.
 */
final class Table {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy xx '(UTC)'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> header) {
    rows.add(header);
  }

  void row(List<String> values) {
    rows.add(values);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    StringBuilder text = new StringBuilder();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      int begin = text.length();
      for (int c = 0; c < columns; c++) {
        text.append(row.get(c)).append(" ".repeat(widths[c] + 2 - row.get(c).length()));
      }
      int length = text.length() - begin;
      text.append('\n');
      if (row == rows.get(0)) {
        text.append("=".repeat(length)).append('\n');
      }
    }
    return text.toString();
  }

  static String time(Duration length) {
    return "%02d:%02d:%02d"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }

  static String date(Instant time) {
    return DATE.format(time);
  }
}
