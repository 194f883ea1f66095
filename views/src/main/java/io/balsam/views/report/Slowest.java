package io.balsam.views.report;

import io.balsam.engine.api.JobView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import java.util.Comparator;
import java.util.List;

/** Table of the jobs whose last attempt took longest. */
final class Slowest {
  private static final int MOST = 10;

  private Slowest() {}

  static void write(Markup out, RunFigures figures, AppColours colours) {
    List<JobView> slowest =
        figures.current.stream()
            .filter(job -> RunFigures.ran(job) != null && job.reusedFrom() == null)
            .sorted(Comparator.comparingDouble((JobView job) -> -seconds(job)))
            .limit(MOST)
            .toList();
    double most = slowest.isEmpty() ? 1 : Math.max(seconds(slowest.get(0)), 1e-9);
    out.open("ol", "class", "slowest");
    for (JobView job : slowest) {
      out.open("li").open("span", "class", "who").element("b", job.app());
      out.text(" " + figures.label(job)).close("span");
      String width = "width:" + Markup.number(100 * seconds(job) / most) + "%";
      String colour = "a" + colours.index(job.app());
      out.open("span", "class", "track").open("i", "class", colour, "style", width).close("i");
      out.close("span").element("span", Figures.duration(seconds(job)), "class", "num");
      out.close("li");
    }
    out.close("ol").line();
  }

  private static double seconds(JobView job) {
    Double ran = RunFigures.ran(job);
    return ran == null ? 0 : ran;
  }
}
