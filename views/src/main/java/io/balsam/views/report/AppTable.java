package io.balsam.views.report;

import io.balsam.engine.api.JobView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.Scale;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Table with a row for each app: its jobs, their durations, their resource use. */
final class AppTable {
  private static final double PLOT = 190;
  private static final double SHORTEST = 0.001;

  private final Markup out;
  private final RunFigures figures;
  private final AppColours colours;

  AppTable(Markup out, RunFigures figures, AppColours colours) {
    this.out = out;
    this.figures = figures;
    this.colours = colours;
  }

  void write() {
    Scale scale = scale();
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    head("App", "");
    head("Jobs", "num");
    head("State", "");
    for (String name : List.of("Min", "Median", "95 %", "Max")) {
      head(name, "num");
    }
    boolean any = !durations(figures.attempts).none();
    head(any ? "Spread, " + axis(scale) : "Spread", "");
    head("CPU", "num");
    head("Peak memory", "num");
    out.close("tr").close("thead").open("tbody");
    figures.apps.forEach(app -> row(app, scale));
    out.close("tbody").close("table").close("div").line();
  }

  private void head(String text, String css) {
    out.element("th", text, "class", css, "scope", "col");
  }

  private static String axis(Scale scale) {
    String least = Figures.duration(Math.pow(10, scale.least()));
    return least + " to " + Figures.duration(Math.pow(10, scale.most())) + ", logarithmic";
  }

  /** Returns a logarithmic scale, since a second and an hour must both be visible. */
  private Scale scale() {
    Durations all = durations(figures.attempts);
    boolean none = all.none();
    double least = none ? 1 : Math.max(SHORTEST, all.min());
    double most = none ? 10 : Math.max(least * 1.01, all.max());
    return new Scale(Math.log10(least), Math.log10(most), 4, PLOT - 4);
  }

  private static Durations durations(List<Attempt> attempts) {
    return Durations.of(
        attempts.stream()
            .filter(attempt -> attempt.phase() == Phase.FINISHED)
            .mapToDouble(Attempt::seconds)
            .toArray());
  }

  private void row(String app, Scale scale) {
    List<JobView> jobs = figures.current.stream().filter(j -> j.app().equals(app)).toList();
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    jobs.forEach(job -> phases.merge(Phase.of(job.state()), 1L, Long::sum));
    Durations durations =
        durations(figures.attempts.stream().filter(a -> a.job().app().equals(app)).toList());
    out.open("tr").open("td").open("i", "class", "dot a" + colours.index(app)).close("i");
    out.text(app).close("td").element("td", Figures.count(jobs.size()), "class", "num");
    out.open("td");
    Summary.phaseBar(out, phases, "bar small");
    out.close("td");
    if (durations.none()) {
      out.element("td", "none succeeded", "colspan", 5, "class", "muted");
    } else {
      for (double part : new double[] {0, 0.5, 0.95, 1}) {
        out.element("td", Figures.duration(durations.quantile(part)), "class", "num");
      }
      out.open("td");
      plot(durations, scale);
      out.close("td");
    }
    out.element("td", cpu(jobs), "class", "num").element("td", memory(jobs), "class", "num");
    out.close("tr");
  }

  private void plot(Durations durations, Scale scale) {
    double[] x = new double[5];
    double[] parts = {0, 0.25, 0.5, 0.75, 1};
    for (int i = 0; i < x.length; i++) {
      x[i] = scale.at(Math.log10(Math.max(SHORTEST, durations.quantile(parts[i]))));
    }
    out.open("svg", "class", "box", "width", PLOT, "height", 20, "role", "img");
    String quarters =
        "a quarter below "
            + Figures.duration(durations.quantile(0.25))
            + ", a quarter above "
            + Figures.duration(durations.quantile(0.75));
    out.element("title", quarters);
    out.empty("path", "class", "whisker", "d", "M" + Chart.n(x[0]) + " 10H" + Chart.n(x[4]));
    for (double end : new double[] {x[0], x[4]}) {
      out.empty("path", "class", "whisker", "d", "M" + Chart.n(end) + " 6v8");
    }
    double width = Math.max(2, x[3] - x[1]);
    out.empty("rect", "class", "half", "x", x[1], "y", 4.0, "width", width, "height", 12, "rx", 2);
    out.empty("path", "class", "median", "d", "M" + Chart.n(x[2]) + " 3v14").close("svg");
  }

  private static String cpu(List<JobView> jobs) {
    double sum = 0;
    boolean known = false;
    for (JobView job : jobs) {
      Double one = job.cpuSeconds();
      known |= one != null;
      sum += one == null ? 0 : one;
    }
    return known ? Figures.duration(sum) : "\u2013";
  }

  private static String memory(List<JobView> jobs) {
    long most = -1;
    for (JobView job : jobs) {
      Long peak = job.peakMemoryKib();
      most = Math.max(most, peak == null ? -1 : peak);
    }
    return most < 0 ? "\u2013" : Figures.kibibytes(most);
  }
}
