package io.balsam.views.report;

import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.Scale;

/** Charts of cores in use and jobs done over time. */
final class Progression {
  private static final int SPANS = 240;
  private static final int MOST_BINS = 90;
  private static final double HEIGHT = 130;
  private static final double[] STEPS = {
    .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
    43200, 86400
  };

  private final Markup out;
  private final RunFigures figures;

  Progression(Markup out, RunFigures figures) {
    this.out = out;
    this.figures = figures;
  }

  void write() {
    out.element("h3", "Cores in use");
    cores();
    if (figures.attempts.stream().anyMatch(attempt -> attempt.phase() == Phase.FINISHED)) {
      double step = step();
      out.element("h3", "Successful attempts in each " + Figures.round(step));
      done(step);
    }
  }

  private void cores() {
    Chart chart = new Chart(out, figures.seconds, HEIGHT);
    chart.open("Cores in use over time");
    Scale scale = chart.upright(figures.capacity());
    chart.amounts(scale, "cores");
    double[] means = Load.of(figures.attempts).means(figures.seconds, SPANS);
    StringBuilder path = new StringBuilder("M" + at(chart.time.at(0), scale.at(0)));
    for (int i = 0; i < SPANS; i++) {
      double y = scale.at(means[i]);
      path.append('L').append(at(chart.time.at(figures.seconds * i / SPANS), y));
      path.append('H').append(Chart.n(chart.time.at(figures.seconds * (i + 1) / SPANS)));
    }
    path.append('V').append(Chart.n(scale.at(0))).append('Z');
    out.empty("path", "class", "area", "d", path);
    int all = figures.data.cores();
    if (all > 0) {
      double y = scale.at(all);
      String d = "M" + at(Chart.LEFT, y) + "H" + Chart.n(Chart.WIDTH - Chart.RIGHT);
      out.open("path", "class", "limit", "d", d);
      out.element("title", "all " + Figures.count(all, "core", "cores")).close("path");
    }
    chart.close();
  }

  private double step() {
    for (double step : STEPS) {
      if (figures.seconds / step <= MOST_BINS) {
        return step;
      }
    }
    return Math.ceil(figures.seconds / MOST_BINS / 86400) * 86400;
  }

  private void done(double step) {
    long[] bins = new long[(int) Math.max(1, Math.ceil(figures.seconds / step))];
    for (Attempt attempt : figures.attempts) {
      if (attempt.phase() == Phase.FINISHED) {
        bins[Math.min(bins.length - 1, (int) (attempt.end() / step))]++;
      }
    }
    long most = 0;
    for (long bin : bins) {
      most = Math.max(most, bin);
    }
    Chart chart = new Chart(out, figures.seconds, HEIGHT);
    chart.open("Successful attempts over time");
    Scale scale = chart.upright((double) most);
    chart.amounts(scale, "attempts");
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] > 0) {
        double x = chart.time.at(i * step);
        double end = chart.time.at(Math.min(figures.seconds, (i + 1) * step));
        double y = scale.at((double) bins[i]);
        out.open(
            "rect",
            "class",
            "done",
            "x",
            x,
            "y",
            y,
            "width",
            Math.max(0.5, end - x - 1),
            "height",
            scale.at(0) - y);
        String from = Figures.round(i * step) + " to " + Figures.round((i + 1) * step);
        out.element("title", from + ": " + Figures.count(bins[i])).close("rect");
      }
    }
    chart.close();
  }

  private static String at(double x, double y) {
    return Chart.n(x) + " " + Chart.n(y);
  }
}
