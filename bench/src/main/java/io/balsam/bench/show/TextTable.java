package io.balsam.bench.show;

import io.balsam.bench.measure.Amount;
import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import io.balsam.bench.verdict.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Formats a workload's rows, for a terminal and as Markdown. */
public final class TextTable {

  private TextTable() {}

  /** Formats the rows with aligned columns. */
  public static String plain(Result result) {
    List<List<String>> cells = cells(result);
    StringBuilder text = new StringBuilder(heading(result)).append('\n');
    int last = cells.get(0).size() - 1;
    lines(text, cells, column -> column == 0 || column == last);
    return text.append("  again: ").append(result.rerun()).append('\n').toString();
  }

  /** Formats whether targets are met, with aligned columns. */
  public static String plain(Report report) {
    List<List<String>> cells = new ArrayList<>();
    report.targets().forEach(target -> cells.add(cells(target)));
    StringBuilder text = new StringBuilder("targets\n");
    lines(text, cells, column -> true);
    return text.toString();
  }

  /** Formats whether targets are met, as Markdown. */
  static String targets(Report report) {
    StringBuilder text = new StringBuilder("| target | wanted | reached | |\n|---|---|---|---|\n");
    report
        .targets()
        .forEach(
            target -> text.append("| ").append(String.join(" | ", cells(target))).append(" |\n"));
    return text.toString();
  }

  private static List<String> cells(Target target) {
    String verdict =
        switch (target.verdict()) {
          case MET -> "met";
          case MISSED -> "**missed**";
          case OPEN -> "open";
        };
    return List.of(target.what(), target.wanted(), target.reached(), verdict);
  }

  private static void lines(StringBuilder text, List<List<String>> cells, IntPredicate left) {
    for (List<String> row : cells) {
      text.append(' ');
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = cells.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        text.append(' ').append(pad(row.get(i), width, left.test(i))).append(' ');
      }
      text.setLength(text.toString().stripTrailing().length());
      text.append('\n');
    }
  }

  /** Formats the rows as Markdown. */
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

  private static String heading(Result result) {
    return "%s: %s (%s)".formatted(result.name(), result.title(), circumstances(result));
  }

  /** Describes the load of the machine by others. */
  static String circumstances(Result result) {
    return String.format(
        Locale.ROOT,
        "%,.0f s; load %.1f to %.1f; others used %.0f %% of the processors, at most %.0f %%",
        result.seconds(),
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
        row.note() + (row.note().isEmpty() || more.isEmpty() ? "" : "; ") + more);
  }

  private static String pad(String text, int width, boolean left) {
    String space = " ".repeat(width - text.length());
    return left ? text + space : space + text;
  }
}
