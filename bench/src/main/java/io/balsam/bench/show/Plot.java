package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import io.balsam.bench.measure.Spread;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Scale;
import java.util.List;

/** A bar for each row that has a figure, its spread as a line; the axis is logarithmic. */
public final class Plot {

  private static final double WIDTH = 760;
  private static final double LEFT = 250;
  private static final double RIGHT = 90;
  private static final double BAR = 16;
  private static final double STEP = 26;
  private static final double TOP = 30;

  private final Markup out = new Markup();
  private final List<Row> rows;
  private final Scale scale;
  private final double bottom;

  private Plot(Result result) {
    rows = result.rows().stream().filter(row -> row.figure() != null).toList();
    double least = rows.stream().mapToDouble(row -> figure(row).least()).min().orElse(1);
    double most = rows.stream().mapToDouble(row -> figure(row).most()).max().orElse(10);
    scale = new Scale(decade(least, -1), decade(most, 1), LEFT, WIDTH - RIGHT);
    bottom = TOP + rows.size() * STEP;
  }

  /** The picture as SVG. */
  public static String svg(Result result) {
    return new Plot(result).draw(result);
  }

  private String draw(Result result) {
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(bottom + 26),
        "font-family",
        "sans-serif",
        "font-size",
        "12",
        "role",
        "img",
        "aria-label",
        result.title());
    out.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff").line();
    text(10, 18, "start", "#24292f", result.title() + ", " + result.unit());
    for (double power = scale.least(); power <= scale.most(); power++) {
      double x = scale.at(power);
      line(x, TOP, x, bottom, "#d0d7de", 1);
      text(x, bottom + 16, "middle", "#57606a", Amount.of(Math.pow(10, power)));
    }
    for (int i = 0; i < rows.size(); i++) {
      bar(rows.get(i), TOP + i * STEP + (STEP - BAR) / 2);
    }
    return out.close("svg").line().toString();
  }

  private void bar(Row row, double y) {
    Spread figure = figure(row);
    double end = at(figure.median());
    boolean ours = row.name().startsWith("Balsam");
    out.empty(
        "rect",
        "x",
        LEFT,
        "y",
        y,
        "width",
        Math.max(1, end - LEFT),
        "height",
        BAR,
        "fill",
        ours ? "#1f883d" : "#8c959f");
    double middle = y + BAR / 2;
    line(at(figure.least()), middle, at(figure.most()), middle, "#24292f", 2);
    text(LEFT - 8, middle + 4, "end", "#24292f", row.name());
    double label = Math.max(end, at(figure.most())) + 6;
    text(label, middle + 4, "start", "#24292f", Amount.of(figure.median()));
    out.line();
  }

  private void line(double x1, double y1, double x2, double y2, String colour, double width) {
    out.empty(
        "line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour, "stroke-width", width);
  }

  private void text(double x, double y, String anchor, String colour, String text) {
    out.element("text", text, "x", x, "y", y, "text-anchor", anchor, "fill", colour);
  }

  private double at(double amount) {
    return scale.at(Math.log10(amount));
  }

  private static Spread figure(Row row) {
    return java.util.Objects.requireNonNull(row.figure());
  }

  private static double decade(double amount, int direction) {
    double power = Math.log10(amount);
    return direction < 0 ? Math.floor(power - 1e-9) : Math.ceil(power + 1e-9);
  }
}
