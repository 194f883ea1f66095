package io.balsam.views.report;

import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.Scale;
import io.balsam.views.draw.TextWidth;
import java.util.Arrays;
import java.util.Locale;

/**
 * Chart of the jobs that waited, and of the nodes that were asked for, held and in use, with a
 * table of the sums. The picture has its own style, so that it can be taken out of the page.
 */
final class AllocationChart {
  private static final int SPANS = 240;
  private static final double JOBS = 84;
  private static final double GAP = 18;
  private static final double NODES = 150;
  private static final double HEAD = 26;
  private static final double MARK = 11;

  /** Parts of the picture, from the top of a stack to its ground. */
  private enum Series {
    WAITING("jobs that could start", Phase.READY),
    QUEUED("nodes asked for, in the queue", Phase.WAITING),
    IDLE("nodes without a job", Phase.AGAIN),
    BUSY("nodes with jobs", Phase.RUNNING);

    private final String label;
    private final Phase colour;

    Series(String label, Phase colour) {
      this.label = label;
      this.colour = colour;
    }

    private String css() {
      return "ba-" + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Markup out;
  private final Allocations allocations;

  AllocationChart(Markup out, Allocations allocations) {
    this.out = out;
    this.allocations = allocations;
  }

  void write() {
    out.element(
        "p",
        "Jobs of this run that could have started, and the nodes of the site's BatchJobs, since the"
            + " run was submitted. A node is one with jobs while at least one job of this run was"
            + " on it.",
        "class",
        "muted");
    draw();
    table();
  }

  private void draw() {
    double end = allocations.end();
    Chart chart = new Chart(out, end, JOBS + GAP + NODES, HEAD);
    double[] waiting = means(allocations.waiting());
    double[] busy = means(allocations.busy());
    double[] held = means(allocations.held());
    double[] asked = means(allocations.queued());
    for (int i = 0; i < SPANS; i++) {
      asked[i] += held[i];
    }
    chart.open(label());
    out.open("style").raw(style()).close("style");
    double top = Chart.TOP;
    Scale jobs = new Scale(0, most(waiting), top + JOBS, top);
    chart.amounts(jobs, "jobs");
    area(chart, jobs, waiting, Series.WAITING);
    Scale nodes = new Scale(0, most(asked), top + JOBS + GAP + NODES, top + JOBS + GAP);
    chart.amounts(nodes, "nodes");
    area(chart, nodes, asked, Series.QUEUED);
    area(chart, nodes, held, Series.IDLE);
    area(chart, nodes, busy, Series.BUSY);
    allocations.ended().filter(at -> at < end * 0.999).ifPresent(at -> over(chart, at));
    legend();
    chart.close();
  }

  private double[] means(Load load) {
    double[] means = load.means(Math.max(allocations.end(), 0.001), SPANS);
    // Clocks differ: a job may have begun before it was known that it could.
    Arrays.setAll(means, i -> Math.max(0, means[i]));
    return means;
  }

  private static double most(double[] means) {
    return Math.max(1, Arrays.stream(means).max().orElse(0) * 1.08);
  }

  private void area(Chart chart, Scale scale, double[] means, Series series) {
    double end = allocations.end();
    String ground = height(scale, 0);
    StringBuilder path = new StringBuilder();
    String last = ground;
    for (int i = 0; i <= SPANS; i++) {
      String y = i < SPANS ? height(scale, means[i]) : ground;
      if (!y.equals(last)) {
        String x = Chart.n(chart.time.at(end * i / SPANS));
        path.append(last.equals(ground) ? "M" + x + " " + ground : "H" + x).append('V').append(y);
        last = y;
      }
    }
    out.open("path", "class", series.css(), "d", path);
    out.element("title", series.label).close("path");
  }

  /** Returns a position to half a unit: less is not seen. */
  private static String height(Scale scale, double amount) {
    return Chart.n(Math.rint(scale.at(amount) * 2) / 2);
  }

  private void over(Chart chart, double at) {
    double x = chart.time.at(at);
    String d =
        "M" + Chart.n(x) + " " + Chart.n(Chart.TOP) + "V" + Chart.n(Chart.TOP + chart.height);
    out.empty("path", "class", "ba-end", "d", d);
    out.element("text", "end of the run", "x", x - 5, "y", Chart.TOP + 11, "text-anchor", "end");
  }

  private void legend() {
    double x = Chart.LEFT;
    for (Series series : Series.values()) {
      double y = -HEAD + 4;
      out.empty(
          "rect", "class", series.css(), "x", x, "y", y, "width", MARK, "height", MARK, "rx", 2);
      out.element("text", series.label, "x", x + MARK + 6, "y", y + MARK - 1);
      x += MARK + 6 + TextWidth.of(series.label, 11) + 22;
    }
  }

  private static String style() {
    StringBuilder css = new StringBuilder();
    css.append(".chart{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',");
    css.append("Arial,sans-serif}.chart text{font-size:11px}.grid,.ba-end{fill:none}");
    css.append(".ba-end{stroke-dasharray:4 4}");
    colours(css, false);
    css.append("@media (prefers-color-scheme:dark){");
    colours(css, true);
    return css.append('}').toString();
  }

  private static void colours(StringBuilder css, boolean dark) {
    css.append(".chart text{fill:").append(dark ? "#9aa7b5" : "#586575").append('}');
    css.append(".grid{stroke:").append(dark ? "#2a323d" : "#e1e6ec").append('}');
    css.append(".ba-end{stroke:").append(dark ? "#e6edf3" : "#1b2530").append('}');
    for (Series series : Series.values()) {
      css.append('.').append(series.css()).append("{fill:");
      css.append(dark ? series.colour.dark() : series.colour.light()).append('}');
    }
  }

  private String label() {
    return "Over time: %s that could start, at most; of allocations, nodes asked for and held,"
            .formatted(Figures.count(allocations.waiting().most(), "job", "jobs"))
        + " at most %s, and nodes with jobs"
            .formatted(Figures.count(allocations.held().most(), "node", "nodes"));
  }

  private void table() {
    Allocations.Sums sums = allocations.sums();
    out.open("div", "class", "scroll").open("table").open("tbody");
    String began = Figures.count(sums.began()) + " of them began";
    row("BatchJobs", Figures.count(sums.batchJobs()), began);
    row("Node-hours asked for", hours(sums.asked()), "nodes and wall time of those submitted");
    row("Node-hours used", hours(sums.used()), "nodes and time for which they were held");
    row("Node-hours with jobs", hours(sums.busy()), part(sums.busy()));
    row("Node-hours without", hours(sums.used() - sums.busy()), part(sums.used() - sums.busy()));
    if (sums.began() > 0) {
      String most = Figures.duration(sums.longestWait()) + " at most";
      row("Wait in the queue", Figures.duration(sums.meanWait()), "on average, " + most);
    }
    out.close("tbody").close("table").close("div").line();
  }

  private String part(double hours) {
    double used = allocations.sums().used();
    return used == 0 ? "" : Figures.percent(Math.max(0, hours) / used) + " of those used";
  }

  private void row(String name, String amount, String note) {
    out.open("tr").element("th", name, "scope", "row");
    out.element("td", amount, "class", "num").element("td", note, "class", "note").close("tr");
  }

  private static String hours(double hours) {
    double amount = Math.max(0, hours);
    String format = amount < 1 ? "%.3f" : amount < 10 ? "%.2f" : "%,.1f";
    return String.format(Locale.ROOT, format, amount);
  }
}
