package io.balsam.bench.show;

import io.balsam.bench.measure.Amount;
import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import io.balsam.bench.measure.Spread;
import io.balsam.views.draw.Markup;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A line for each row that has a figure: a dot for every round, a bar at the median, its amount and
 * its ratio on the right. Rows of Balsam are emphasized.
 */
public final class Plot {

  private static final double WIDTH = 860;
  private static final double RIGHT = 150;
  private static final double STEP = 28;
  private static final double TOP = 58;
  private static final double LETTER = 7.3;
  private static final String INK = "#24292f";
  private static final String FAINT = "#57606a";
  private static final String OURS = "#1a7f37";
  private static final String THEIRS = "#6e7781";

  private final Markup out = new Markup();
  private final Result result;
  private final List<Row> rows;
  private final Axis axis;
  private final double left;
  private final double bottom;

  private Plot(Result result) {
    this.result = result;
    rows = result.rows().stream().filter(row -> row.figure() != null).toList();
    double least = rows.stream().mapToDouble(row -> figure(row).least()).min().orElse(1);
    double most = rows.stream().mapToDouble(row -> figure(row).most()).max().orElse(10);
    int letters = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    left = 24 + letters * LETTER;
    axis = Axis.of(least, most, left, WIDTH - RIGHT);
    bottom = TOP + rows.size() * STEP;
  }

  /** Returns the picture as SVG. */
  public static String svg(Result result) {
    return new Plot(result).draw();
  }

  private String draw() {
    List<String> without =
        result.rows().stream().filter(row -> row.figure() == null).map(Row::name).toList();
    double height = bottom + (without.isEmpty() ? 28 : 48);
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
        "font-family",
        "system-ui, sans-serif",
        "font-size",
        "12",
        "role",
        "img",
        "aria-label",
        result.title());
    out.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff").line();
    text(12, 22, "start", INK, result.name() + ": " + result.title(), "bold");
    text(12, 40, "start", FAINT, legend(), "normal");
    for (Axis.Tick tick : axis.ticks()) {
      line(tick.place(), TOP, tick.place(), bottom, tick.large() ? "#d0d7de" : "#eef1f4", 1);
      if (tick.large()) {
        text(tick.place(), bottom + 16, "middle", FAINT, Amount.round(tick.amount()), "normal");
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + i * STEP);
    }
    if (!without.isEmpty()) {
      String names = without.stream().collect(Collectors.joining(", "));
      text(12, bottom + 38, "start", FAINT, "without a figure: " + names, "normal");
    }
    return out.close("svg").line().toString();
  }

  private String legend() {
    return "%s%s, %s is better; a dot for each round, a bar at the median; × the first row"
        .formatted(
            result.unit(),
            axis.logarithmic() ? " (logarithmic)" : "",
            result.moreIsBetter() ? "more" : "less");
  }

  private void row(Row row, double top) {
    Spread figure = figure(row);
    boolean ours = ours(row) && !rows.stream().allMatch(Plot::ours);
    String colour = ours ? OURS : THEIRS;
    double middle = top + STEP / 2;
    if (ours) {
      out.empty(
          "rect", "x", 0.0, "y", top + 1, "width", WIDTH, "height", STEP - 2, "fill", "#dafbe1");
    }
    double median = axis.at(figure.median());
    if (!axis.logarithmic()) {
      // From zero, so that lengths compare as amounts do.
      out.empty(
          "rect",
          "x",
          left,
          "y",
          middle - 7,
          "width",
          median - left,
          "height",
          14.0,
          "fill",
          colour,
          "opacity",
          0.25);
    }
    line(axis.at(figure.least()), middle, axis.at(figure.most()), middle, colour, 2);
    for (Double round : row.figures()) {
      if (round != null) {
        out.empty(
            "circle", "cx", axis.at(round), "cy", middle, "r", 3.5, "fill", colour, "opacity", 0.5);
      }
    }
    out.empty(
        "rect", "x", median - 2.5, "y", middle - 9, "width", 5.0, "height", 18.0, "fill", colour);
    String weight = ours ? "bold" : "normal";
    text(left - 10, middle + 4, "end", ours ? OURS : INK, row.name(), weight);
    double label = WIDTH - RIGHT + 14;
    text(label, middle + 4, "start", INK, Amount.of(figure.median()), weight);
    Spread ratio = row.ratio();
    if (ratio != null) {
      text(WIDTH - 12, middle + 4, "end", FAINT, Amount.of(ratio.median()) + " ×", "normal");
    }
    out.line();
  }

  private static boolean ours(Row row) {
    return row.name().startsWith("Balsam");
  }

  private void line(double x1, double y1, double x2, double y2, String colour, double width) {
    out.empty(
        "line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour, "stroke-width", width);
  }

  private void text(double x, double y, String anchor, String colour, String text, String weight) {
    out.element(
        "text", text, "x", x, "y", y, "text-anchor", anchor, "fill", colour, "font-weight", weight);
  }

  private static Spread figure(Row row) {
    return Objects.requireNonNull(row.figure());
  }
}
