package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The part of a page that holds results: what is around it is left as it was written. */
public final class Page {

  private static final String BEGIN = "<!-- results: written by the suite -->";
  private static final String END = "<!-- end of results -->";

  private Page() {}

  /**
   * Puts a report's tables and pictures into a page.
   *
   * @param page has a line for the begin and one for the end of the results
   */
  public static void fill(Path page, Report report) throws IOException {
    if (!Files.exists(page)) {
      throw new IOException("there is no page " + page);
    }
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no place for results: " + BEGIN + " … " + END);
    }
    Path pictures = Files.createDirectories(page.resolveSibling("pictures"));
    for (Result result : drawable(report)) {
      Files.writeString(pictures.resolve(picture(result)), Plot.svg(result));
    }
    Files.writeString(
        page,
        text.substring(0, begin) + BEGIN + "\n" + results(report) + "\n" + text.substring(end));
  }

  private static List<Result> drawable(Report report) {
    return report.results().stream()
        .filter(result -> result.rows().stream().anyMatch(row -> row.figure() != null))
        .toList();
  }

  private static String picture(Result result) {
    return "bench-" + result.name() + ".svg";
  }

  private static String results(Report report) {
    Machine machine = report.machine();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %d processors (%s), %,d MiB, %s, Java %s, Balsam %s; size %s:%n`%s`%n",
            machine.at().toString().substring(0, 10),
            machine.processors(),
            machine.processor(),
            machine.memoryMib(),
            machine.system(),
            machine.java(),
            machine.balsam(),
            report.size(),
            report.command()));
    if (!report.targets().isEmpty()) {
      text.append("\n### targets\n\n").append(TextTable.targets(report));
    }
    List<Result> drawable = drawable(report);
    for (Result result : report.results()) {
      text.append("\n### ").append(result.name()).append("\n\n");
      text.append(result.title()).append("\n\n");
      text.append(TextTable.markdown(result));
      text.append(
          "\nAgain: `%s` (%s)\n".formatted(result.rerun(), TextTable.circumstances(result)));
      if (drawable.contains(result)) {
        text.append("\n![%s](pictures/%s)\n".formatted(result.title(), picture(result)));
      }
    }
    return text.toString();
  }
}
