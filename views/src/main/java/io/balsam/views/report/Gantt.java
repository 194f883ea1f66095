package io.balsam.views.report;

import io.balsam.engine.api.JobView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.TextWidth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Timeline of attempts: a row for each core in use, a bar for each attempt. */
final class Gantt {
  /** Maximum number of bars; more make a page heavy and are thinner than a pixel anyway. */
  private static final int MOST_BARS = 2_000;

  private final Markup out;
  private final RunFigures figures;
  private final AppColours colours;
  private final Lanes lanes;
  private final double lane;

  Gantt(Markup out, RunFigures figures, AppColours colours) {
    this.out = out;
    this.figures = figures;
    this.colours = colours;
    this.lanes = Lanes.of(figures.attempts);
    this.lane = lanes.count() <= 16 ? 20 : Math.max(1, Math.min(13, 600.0 / lanes.count()));
  }

  void write() {
    out.open("div", "class", "row");
    legend();
    out.open("div", "class", "switch", "role", "group", "aria-label", "colours");
    out.element("button", "by app", "data-by", "app", "aria-pressed", "true");
    out.element("button", "by outcome", "data-by", "state", "aria-pressed", "false").close("div");
    out.close("div");
    Chart chart = new Chart(out, figures.seconds, lanes.count() * lane);
    out.open("div", "id", "gantt", "class", "by-app");
    chart.open("Timeline of the attempts");
    nodes();
    double pixel = figures.seconds / (Chart.WIDTH - Chart.LEFT - Chart.RIGHT);
    List<Bar> bars = Bar.of(figures.attempts, lanes, MOST_BARS, pixel);
    bars.forEach(bar -> bar(chart, bar));
    chart.close();
    out.close("div");
    int shown = bars.stream().mapToInt(Bar::attempts).sum();
    if (shown < figures.attempts.size()) {
      String all = " of " + Figures.count(figures.attempts.size()) + " attempts are drawn.";
      out.element("p", "The longest " + Figures.count(shown) + all, "class", "muted");
    }
  }

  private void legend() {
    out.open("p", "class", "legend only-app");
    for (int i = 0; i < colours.shown(); i++) {
      out.open("span").open("i", "class", "a" + i).close("i").text(colours.label(i)).close("span");
    }
    out.close("p").open("p", "class", "legend only-state");
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    figures.attempts.forEach(attempt -> phases.add(attempt.phase()));
    for (Phase phase : phases) {
      String text = phase == Phase.AGAIN ? "unsuccessful, run again" : phase.label();
      out.open("span").open("i", "class", phase.css()).close("i").text(text).close("span");
    }
    out.close("p");
  }

  private void nodes() {
    double free = -1;
    List<Map.Entry<String, Integer>> nodes = new ArrayList<>(lanes.nodes().entrySet());
    nodes.sort(Map.Entry.comparingByValue());
    for (Map.Entry<String, Integer> node : nodes) {
      double y = Chart.TOP + node.getValue() * lane;
      String line = "M4 " + Chart.n(y) + "H" + Chart.n(Chart.WIDTH - Chart.RIGHT);
      out.empty("path", "class", "grid", "d", line);
      if (y >= free) {
        String name = TextWidth.fit(node.getKey(), 11, Chart.LEFT - 12, true);
        out.open("text", "x", 4.0, "y", y + 13).text(name);
        out.element("title", node.getKey()).close("text");
        free = y + 14;
      }
    }
  }

  private void bar(Chart chart, Bar bar) {
    double x = chart.time.at(bar.first().begin());
    double gap = lane > 8 ? 3 : lane > 4 ? 1 : 0.3;
    int colour = colours.index(bar.first().job().app());
    out.open(
        "rect",
        "class",
        "b a" + colour + " " + bar.phase().css(),
        "x",
        x,
        "y",
        Chart.TOP + bar.lane() * lane + gap / 2,
        "width",
        Math.max(0.7, chart.time.at(bar.end()) - x - 0.4),
        "height",
        lane * bar.first().cores() - gap);
    out.element("title", tip(bar)).close("rect");
  }

  private String tip(Bar bar) {
    JobView job = bar.first().job();
    String outcome = bar.phase() == Phase.AGAIN ? "did not succeed" : bar.phase().label();
    String end = ", " + outcome + ", " + Figures.duration(bar.seconds());
    if (bar.first().cores() > 1) {
      end += ", " + Figures.count(bar.first().cores()) + " cores";
    }
    return bar.attempts() > 1
        ? Figures.count(bar.attempts()) + " attempts of " + job.app() + end
        : job.app() + " " + figures.label(job) + "\njob " + job.id() + end;
  }
}
