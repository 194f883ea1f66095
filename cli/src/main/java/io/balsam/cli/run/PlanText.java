package io.balsam.cli.run;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.engine.api.RunPlan;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.List;

/** Formats a plan for users. */
final class PlanText {

  private static final int STEPS = 12;
  private static final int REASONS = 12;

  private PlanText() {}

  static void print(RunPlan plan, boolean reuse, Console out) {
    out.result(
        "%s: %s, %d %s; nothing was done"
            .formatted(
                out.style().bold(plan.workflow()),
                Count.of(plan.jobs(), "job"),
                plan.edges(),
                plan.edges() == 1 ? "dependency" : "dependencies"));
    Table table = reuse ? new Table("app", "jobs>", "reused>") : new Table("app", "jobs>");
    for (RunPlan.AppLine app : plan.apps()) {
      if (reuse) {
        table.row(app.app(), app.jobs(), app.reused());
      } else {
        table.row(app.app(), app.jobs());
      }
    }
    if (!table.isEmpty()) {
      out.result(table);
    }
    path(plan, out);
    if (reuse) {
      out.result("");
      out.result("%d of %d jobs would be reused".formatted(plan.reused(), plan.jobs()));
      reasons(plan.notReused(), out);
    }
  }

  private static void reasons(List<RunPlan.Reason> all, Console out) {
    for (RunPlan.Reason reason : all.subList(0, Math.min(REASONS, all.size()))) {
      out.result(
          "  %d not: %s (such as %s)".formatted(reason.jobs(), reason.why(), reason.example()));
    }
    List<RunPlan.Reason> rest = all.subList(Math.min(REASONS, all.size()), all.size());
    if (!rest.isEmpty()) {
      int jobs = rest.stream().mapToInt(RunPlan.Reason::jobs).sum();
      out.result("  … and %d more, each for its own reason".formatted(jobs));
    }
  }

  private static void path(RunPlan plan, Console out) {
    List<RunPlan.Step> path = plan.criticalPath();
    if (path.isEmpty()) {
      return;
    }
    String time =
        plan.criticalTime().equals(Duration.ZERO)
            ? ""
            : ", at most " + Times.length(plan.criticalTime());
    out.result("");
    out.result(
        "critical path: %s%s%s"
            .formatted(
                Count.of(path.size(), "job"),
                path.size() == 1 ? "" : " one after the other",
                time));
    for (RunPlan.Step step : path.subList(0, Math.min(STEPS, path.size()))) {
      out.result("  %s  %s".formatted(step.app(), out.style().dim(step.workdir())));
    }
    if (path.size() > STEPS) {
      out.result("  … and %d more".formatted(path.size() - STEPS));
    }
  }
}
