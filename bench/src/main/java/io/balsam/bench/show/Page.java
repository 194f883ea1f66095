package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a page that contains results; the text around it is kept. */
public final class Page {

  private static final String BEGIN = "<!-- %s: written by the suite -->\n";
  private static final String END = "<!-- end of %s -->";

  private Page() {}

  /**
   * Inserts a report's tables and pictures into a page.
   *
   * @param page has a line for the begin and one for the end of the results, and may have such
   *     lines for the targets
   */
  public static void fill(Path page, Report report) throws IOException {
    if (!Files.exists(page)) {
      throw new IOException("there is no page " + page);
    }
    String text = Files.readString(page);
    if (place(text, "results") == null) {
      throw new IOException(
          page + " has no room for results: a line for their begin and one for their end");
    }
    Path pictures = Files.createDirectories(page.resolveSibling("pictures"));
    for (Result result : drawable(report)) {
      Files.writeString(pictures.resolve(picture(result)), Plot.svg(result));
    }
    String filled = fill(text, "results", results(report));
    if (!report.targets().isEmpty()) {
      filled = fill(filled, "targets", run(report) + "\n" + TextTable.targets(report));
    }
    Files.writeString(page, filled);
  }

  private static String fill(String text, String what, String content) {
    int[] place = place(text, what);
    return place == null ? text : text.substring(0, place[0]) + content + text.substring(place[1]);
  }

  /** Returns begin and end of a part; null when the page has no lines for it. */
  private static int @Nullable [] place(String text, String what) {
    int begin = text.indexOf(BEGIN.formatted(what));
    int end = text.indexOf(END.formatted(what));
    return begin < 0 || end < begin
        ? null
        : new int[] {begin + BEGIN.formatted(what).length(), end};
  }

  private static List<Result> drawable(Report report) {
    return report.results().stream()
        .filter(result -> result.rows().stream().anyMatch(row -> row.figure() != null))
        .toList();
  }

  private static String picture(Result result) {
    return "bench-" + result.name() + ".svg";
  }

  /** Describes the run of the suite. */
  private static String run(Report report) {
    Machine machine = report.machine();
    return String.format(
        Locale.ROOT,
        "%s, %d processors (%s), %,d MiB, %s, Java %s, Balsam %s; size %s: `%s`%n",
        machine.at().toString().substring(0, 10),
        machine.processors(),
        machine.processor(),
        machine.memoryMib(),
        machine.system(),
        machine.java(),
        machine.balsam(),
        report.size(),
        report.command());
  }

  private static String results(Report report) {
    StringBuilder text = new StringBuilder(run(report));
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
