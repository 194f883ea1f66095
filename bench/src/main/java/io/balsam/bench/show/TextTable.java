package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A workload's rows, for a terminal and for Markdown. */
public final class TextTable {

  private TextTable() {}

  /** With columns in line. */
  public static String plain(Result result) {
    List<List<String>> cells = cells(result);
    StringBuilder text = new StringBuilder(heading(result)).append('\n');
    for (List<String> row : cells) {
      text.append(' ');
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = cells.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        boolean left = i == 0 || i == row.size() - 1;
        text.append(' ').append(pad(row.get(i), width, left)).append(' ');
      }
      text.setLength(text.toString().stripTrailing().length());
      text.append('\n');
    }
    return text.toString();
  }

  /** As Markdown. */
  public static String markdown(Result result) {
    StringBuilder text = new StringBuilder();
    List<List<String>> cells = cells(result);
    for (int i = 0; i < cells.size(); i++) {
      text.append("| ").append(String.join(" | ", cells.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---|---:|---:|---:|---:|---:|---:|---:|---|\n");
      }
    }
    return text.toString();
  }

  static String heading(Result result) {
    return String.format(
        Locale.ROOT,
        "%s: %s (load %.1f to %.1f; others used %.0f %% of the processors, at most %.0f %%)",
        result.name(),
        result.title(),
        result.load().least(),
        result.load().most(),
        result.foreign().median() * 100,
        result.foreign().most() * 100);
  }

  private static List<List<String>> cells(Result result) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of(
            "",
            result.unit(),
            "min – max",
            "× reference",
            "min – max",
            "CPU µs/job",
            "MiB",
            "n",
            "notes"));
    result.rows().forEach(row -> cells.add(cells(row)));
    return cells;
  }

  private static List<String> cells(Row row) {
    String more =
        row.more().entrySet().stream()
            .map(entry -> entry.getKey() + " " + Amount.of(entry.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        row.name(),
        Amount.median(row.figure()),
        Amount.range(row.figure()),
        Amount.median(row.ratio()),
        Amount.range(row.ratio()),
        Amount.median(row.cpuMicros()),
        Amount.median(row.peakMib()),
        row.rounds() == 0
            ? ""
            : row.rounds() + " × " + String.format(Locale.ROOT, "%,d", row.jobs()),
        row.note().isEmpty() ? more : row.note());
  }

  private static String pad(String text, int width, boolean left) {
    String space = " ".repeat(width - text.length());
    return left ? text + space : space + text;
  }
}
