package io.balsam.views.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Json;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Table of all jobs that is filtered and sorted in the page. The rows are data, column by column,
 * which takes a fifth of the size of markup.
 */
final class JobTable {
  private static final int MOST = 10_000;

  private final Markup out;
  private final RunFigures figures;

  JobTable(Markup out, RunFigures figures) {
    this.out = out;
    this.figures = figures;
  }

  void write() {
    List<JobView> shown = shown();
    out.open("div", "class", "row filters");
    out.empty(
        "input",
        "type",
        "search",
        "id",
        "find",
        "placeholder",
        "Find by id, app, workdir, node \u2026",
        "aria-label",
        "find jobs");
    out.open("select", "id", "phase", "aria-label", "state")
        .element("option", "all states", "value", "");
    figures
        .phases
        .keySet()
        .forEach(phase -> out.element("option", phase.label(), "value", phase.ordinal()));
    out.close("select").open("select", "id", "app", "aria-label", "app");
    out.element("option", "all apps", "value", "");
    for (int i = 0; i < figures.apps.size(); i++) {
      out.element("option", figures.apps.get(i), "value", i);
    }
    out.close("select").element("span", "", "id", "found", "class", "muted").close("div");
    out.open("div", "class", "scroll").open("table", "id", "jobs").open("thead").open("tr");
    head("Job", "num");
    head("App", "");
    head("Workdir", "");
    head("State", "");
    head("Attempts", "num");
    head("Node", "");
    head("Began", "num");
    head("Ran", "num");
    head("CPU", "num");
    head("Memory", "num");
    out.close("tr").close("thead").open("tbody").close("tbody").close("table").close("div");
    out.element("button", "Show more", "id", "more", "hidden", "");
    out.element("noscript", "This table needs JavaScript; all other parts of the page do not.");
    if (shown.size() < figures.data.jobs().size()) {
      String some =
          Figures.count(shown.size()) + " of " + Figures.count(figures.data.jobs().size());
      out.element(
          "p", some + " jobs: those that did not finish, and the longest.", "class", "muted");
    }
    out.open("script", "type", "application/json", "id", "data").raw(json(shown)).close("script");
  }

  private void head(String name, String css) {
    out.open("th", "class", css, "scope", "col").element("button", name).close("th");
  }

  private List<JobView> shown() {
    List<JobView> all = figures.data.jobs();
    if (all.size() <= MOST) {
      return all;
    }
    List<JobView> order = new ArrayList<>(all);
    order.sort(
        Comparator.comparing((JobView job) -> Phase.of(job.state()) == Phase.FINISHED)
            .thenComparingDouble(job -> -millis(RunFigures.ran(job))));
    return order.subList(0, MOST).stream().sorted(Comparator.comparingLong(JobView::id)).toList();
  }

  private String json(List<JobView> jobs) {
    List<String> nodes = jobs.stream().map(JobView::node).distinct().toList();
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("apps", figures.apps);
    columns.put("phases", Arrays.stream(Phase.values()).map(Phase::label).toList());
    columns.put("css", Arrays.stream(Phase.values()).map(Phase::css).toList());
    columns.put("nodes", nodes);
    columns.put("id", jobs.stream().map(JobView::id).toList());
    columns.put("app", jobs.stream().map(job -> figures.apps.indexOf(job.app())).toList());
    columns.put("workdir", jobs.stream().map(figures::label).toList());
    columns.put("phase", jobs.stream().map(job -> Phase.of(job.state()).ordinal()).toList());
    columns.put("attempts", jobs.stream().map(JobView::attempts).toList());
    columns.put("node", jobs.stream().map(job -> nodes.indexOf(job.node())).toList());
    columns.put("began", jobs.stream().map(this::began).toList());
    columns.put("ran", jobs.stream().map(job -> millis(RunFigures.ran(job))).toList());
    columns.put("cpu", jobs.stream().map(job -> millis(job.cpuSeconds())).toList());
    columns.put("memory", jobs.stream().map(job -> memory(job)).toList());
    try {
      // "</script>" in a name must not end the data.
      return Json.mapper().writeValueAsString(columns).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report's jobs cannot be written as JSON", e);
    }
  }

  private double began(JobView job) {
    Instant began = job.began();
    return began == null || job.reusedFrom() != null
        ? -1
        : millis(Attempt.seconds(figures.zero, began));
  }

  private static long memory(JobView job) {
    Long peak = job.peakMemoryKib();
    return peak == null ? -1 : peak;
  }

  /** Rounds to milliseconds; below 0 for unknown values. */
  private static double millis(@Nullable Double seconds) {
    return seconds == null ? -1 : Math.round(seconds * 1000) / 1000.0;
  }
}
