package io.balsam.views.report;

import io.balsam.views.dag.DagOptions;
import io.balsam.views.dag.DagSvg;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Renders a run as one HTML page. It loads nothing: style, script, pictures and data are in it, and
 * a policy in its head ensures that. It follows the reader's light or dark scheme.
 */
public final class HtmlReport {
  private final Markup out = new Markup();
  private final RunFigures figures;

  private HtmlReport(ReportData data) {
    figures = new RunFigures(data);
  }

  /**
   * Renders the whole page. It is below 2 MB for 10,000 jobs; larger runs are thinned, and the page
   * says so.
   */
  public static String render(ReportData data) {
    return new HtmlReport(data).page();
  }

  private String page() {
    AppColours colours = new AppColours(figures.apps);
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en");
    head();
    out.open("body").open("main");
    new Summary(out, figures).write();
    Failure.Found failures = Failure.of(figures);
    if (!failures.causes().isEmpty() || failures.followers() > 0) {
      section("failures", "Failures", () -> new FailureList(out, figures).write(failures));
    }
    section("graph", "Graph", this::graph);
    Allocations.of(figures)
        .ifPresent(
            all ->
                section("allocations", "Allocations", () -> new AllocationChart(out, all).write()));
    if (!figures.attempts.isEmpty()) {
      section("timeline", "Timeline", () -> new Gantt(out, figures, colours).write());
      section("load", "Load and throughput", () -> new Progression(out, figures).write());
      section("apps", "Apps", () -> new AppTable(out, figures, colours).write());
      List<Predicted> predicted = Predicted.of(figures);
      if (!predicted.isEmpty()) {
        section(
            "predictions",
            "Predicted and actual run times",
            () -> new PredictionCharts(out, colours).write(predicted));
      }
      section("slowest", "Longest jobs", () -> Slowest.write(out, figures, colours));
    }
    if (!figures.data.moved().isEmpty()) {
      section("transfers", "Transfers", () -> TransferTable.write(out, figures.data.moved()));
    }
    section("all", "Jobs", () -> new JobTable(out, figures).write());
    String made = "Made by Balsam, " + Summary.time(figures.data.taken()) + ".";
    out.element("footer", made, "class", "muted");
    out.close("main").open("script").raw(resource("report.js")).close("script");
    return out.close("body").close("html").line().toString();
  }

  private void head() {
    out.open("head").raw("<meta charset=\"utf-8\">");
    out.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.raw("style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
    out.element("title", figures.data.run().name() + " \u00B7 Balsam report");
    out.open("style").raw(resource("report.css")).raw(phases()).raw(AppColours.css());
    out.close("style").close("head").line();
  }

  private static String phases() {
    StringBuilder css = new StringBuilder();
    for (Phase phase : Phase.values()) {
      String name = "--" + phase.css();
      css.append(":root{").append(name).append(':').append(phase.light()).append('}');
      css.append("@media(prefers-color-scheme:dark){:root{").append(name).append(':');
      css.append(phase.dark()).append("}}");
      css.append('.').append(phase.css()).append("{fill:var(").append(name);
      css.append(");background:var(").append(name).append(")}");
    }
    return css.toString();
  }

  private void section(String id, String title, Runnable body) {
    out.open("section", "id", id).element("h2", title);
    body.run();
    out.close("section").line();
  }

  private void graph() {
    if (figures.data.graph().nodes().size() > DagOptions.DEFAULT.most()) {
      String all = Figures.count(figures.data.graph().nodes().size(), "job", "jobs");
      out.element("p", all + "; similar ones are drawn as one box.", "class", "muted");
    }
    out.open("div", "class", "scroll graph");
    out.raw(DagSvg.render(figures.data.graph(), DagOptions.DEFAULT.withoutFrame()));
    out.close("div");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the views module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
