package io.balsam.views.report;

import io.balsam.engine.api.JobView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import java.util.List;
import java.util.stream.Collectors;

/**
 * List of failures, each kind once, with the last lines of output and a hint where to look further.
 */
final class FailureList {
  private static final int MOST = 40;
  private static final int IDS = 12;
  private static final int LINES = 20;
  private static final int LINE_LENGTH = 400;

  private final Markup out;
  private final RunFigures figures;

  FailureList(Markup out, RunFigures figures) {
    this.out = out;
    this.figures = figures;
  }

  void write(Failure.Found found) {
    List<Failure> causes = found.causes();
    causes.stream().limit(MOST).forEach(this::one);
    if (causes.size() > MOST) {
      String more = Figures.count(causes.size() - MOST) + " more kinds of failure are left out.";
      out.element("p", more, "class", "muted");
    }
    if (found.followers() > 0) {
      String jobs = Figures.count(found.followers(), "job was", "jobs were");
      out.element("p", jobs + " not run because a parent failed.", "class", "muted");
    }
  }

  private void one(Failure failure) {
    JobView job = failure.jobs().get(0);
    out.open("article", "class", "failure").open("h3").element("b", job.app());
    out.text(" " + figures.label(job));
    int more = failure.jobs().size() - 1;
    if (more > 0) {
      out.element("span", "and " + Figures.count(more) + " more like it", "class", "pill plain");
    }
    out.close("h3").element("p", failure.what(), "class", "what");
    List<String> tail = failure.tail();
    if (!tail.isEmpty()) {
      String text =
          tail.stream()
              .skip(Math.max(0, tail.size() - LINES))
              .map(line -> line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) : line)
              .collect(Collectors.joining("\n"));
      out.element("pre", text);
    }
    out.open("p", "class", "muted").text(where(job) + "; for details see ");
    out.element("code", "balsam explain " + job.id()).text(" and ");
    out.element("code", "balsam job logs " + job.id()).close("p");
    if (more > 0) {
      String ids =
          failure.jobs().stream()
              .limit(IDS)
              .map(one -> Long.toString(one.id()))
              .collect(Collectors.joining(", "));
      out.element("p", "Jobs " + ids + (more >= IDS ? ", \u2026" : ""), "class", "muted");
    }
    out.close("article").line();
  }

  private static String where(JobView job) {
    String node = job.node().isEmpty() ? "" : ", on " + job.node();
    String tries = Figures.count(job.attempts(), "attempt", "attempts");
    return "Job " + job.id() + ", declared at " + job.declaredAt() + ", " + tries + node;
  }
}
