package io.balsam.views.report;

import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Scale;
import java.util.List;
import java.util.stream.DoubleStream;

/** Charts of predicted against actual run times: one for each app, both axes logarithmic. */
final class PredictionCharts {

  private static final double SIDE = 240;
  private static final double LEFT = 64;
  private static final double BOTTOM = 40;
  private static final double TOP = 8;

  /** Largest number of dots; of more jobs every n-th is drawn. */
  private static final int MOST = 500;

  private static final double SHORTEST = 1e-3;

  private final Markup out;
  private final AppColours colours;

  PredictionCharts(Markup out, AppColours colours) {
    this.out = out;
    this.colours = colours;
  }

  void write(List<Predicted> apps) {
    out.element(
        "p",
        "Each job as it was predicted by those of this run that had ended before it; on the line"
            + " it took as long.",
        "class",
        "muted");
    out.open("div", "class", "cards predictions");
    apps.forEach(this::chart);
    out.close("div").line();
  }

  private void chart(Predicted app) {
    Scale x = scale(app, LEFT, LEFT + SIDE);
    Scale y = scale(app, TOP + SIDE, TOP);
    out.open("figure");
    out.open("figcaption").open("i", "class", "dot a" + colours.index(app.app())).close("i");
    out.element("b", app.app());
    out.text(
        ": %s of %s in the 90 %% interval"
            .formatted(
                Figures.count(app.within()), Figures.count(app.points().size(), "job", "jobs")));
    out.close("figcaption");
    String box =
        "0 0 " + Markup.number(LEFT + SIDE + 12) + " " + Markup.number(TOP + SIDE + BOTTOM);
    out.open("svg", "viewBox", box, "class", "chart small", "role", "img");
    out.element("title", "predicted and actual run times of " + app.app());
    axes(x, y);
    List<Predicted.Point> points = app.points();
    int step = (points.size() + MOST - 1) / MOST;
    for (int i = 0; i < points.size(); i += step) {
      Predicted.Point point = points.get(i);
      out.empty(
          "circle",
          "class",
          "point a" + colours.index(app.app()),
          "cx",
          x.at(log(point.predicted())),
          "cy",
          y.at(log(point.seconds())),
          "r",
          3);
    }
    out.close("svg").close("figure");
  }

  private void axes(Scale x, Scale y) {
    double bottom = TOP + SIDE;
    for (double part : new double[] {0, 0.5, 1}) {
      double amount = x.least() + part * (x.most() - x.least());
      String text = Figures.duration(Math.pow(10, amount));
      double column = x.at(amount);
      double row = y.at(amount);
      out.empty("path", "class", "grid", "d", "M" + n(column) + " " + n(TOP) + "V" + n(bottom));
      out.empty("path", "class", "grid", "d", "M" + n(LEFT) + " " + n(row) + "H" + n(LEFT + SIDE));
      String anchor = part == 0 ? "start" : part == 1 ? "end" : "middle";
      out.element("text", text, "x", column, "y", bottom + 15, "text-anchor", anchor);
      out.element("text", text, "x", LEFT - 6, "y", row + 4, "text-anchor", "end");
    }
    String line = "M" + n(LEFT) + " " + n(bottom) + "L" + n(LEFT + SIDE) + " " + n(TOP);
    out.empty("path", "class", "whisker", "d", line);
    out.element(
        "text", "predicted", "x", LEFT + SIDE / 2, "y", bottom + 32, "text-anchor", "middle");
    String turned = "translate(12 " + n(TOP + SIDE / 2) + ") rotate(-90)";
    out.element("text", "actual", "text-anchor", "middle", "transform", turned);
  }

  /** Returns the same amounts for both axes. */
  private static Scale scale(Predicted app, double from, double to) {
    double[] all =
        app.points().stream()
            .flatMapToDouble(point -> DoubleStream.of(log(point.predicted()), log(point.seconds())))
            .sorted()
            .toArray();
    double margin = 0.05 * Math.max(0.1, all[all.length - 1] - all[0]);
    return new Scale(all[0] - margin, all[all.length - 1] + margin, from, to);
  }

  private static double log(double seconds) {
    return Math.log10(Math.max(SHORTEST, seconds));
  }

  private static String n(double value) {
    return Markup.number(value);
  }
}
