package io.balsam.views.report;

import io.balsam.engine.api.RunView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Head of the page: the outcome of the run at a glance. */
final class Summary {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss z", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());

  private final Markup out;
  private final RunFigures figures;

  Summary(Markup out, RunFigures figures) {
    this.out = out;
    this.figures = figures;
  }

  void write() {
    RunView run = figures.data.run();
    out.open("header").open("div", "class", "title").element("h1", run.name());
    verdict();
    out.close("div");
    out.open("p", "class", "muted").text("Workflow ").element("b", run.workflow());
    out.text(", submitted " + time(run.created()));
    Instant ended = run.ended();
    out.text(ended == null ? ", as of " + time(figures.data.taken()) : ", ended " + time(ended));
    out.text(", in ").element("code", run.directory()).close("p");
    bar();
    out.open("div", "class", "cards");
    cards(run);
    out.close("div").close("header").line();
  }

  private void verdict() {
    Phase phase = Phase.FINISHED;
    String text = "finished";
    if (figures.data.run().ended() == null) {
      phase = Phase.RUNNING;
      text = "not ended yet";
    } else if (figures.phases.containsKey(Phase.FAILED)) {
      phase = Phase.FAILED;
      text = "ended with failures";
    } else if (figures.phases.containsKey(Phase.CANCELLED)) {
      phase = Phase.CANCELLED;
      text = "partly cancelled";
    }
    out.element("span", phase.mark() + " " + text, "class", "pill " + phase.css());
  }

  private void bar() {
    phaseBar(out, figures.phases, "bar");
    out.open("p", "class", "legend");
    figures.phases.forEach(
        (phase, count) -> {
          out.open("span").open("i", "class", phase.css()).close("i");
          out.text(Figures.count(count) + " " + phase.label()).close("span");
        });
    out.close("p");
  }

  /** Draws a bar in proportion; even one job among thousands is visible. */
  static void phaseBar(Markup out, Map<Phase, Long> phases, String css) {
    out.open("div", "class", css, "title", Phase.sentence(phases));
    phases.forEach(
        (phase, count) ->
            out.open("i", "class", phase.css(), "style", "flex-grow:" + count).close("i"));
    out.close("div");
  }

  private void cards(RunView run) {
    Instant ended = run.ended();
    double wall = Attempt.seconds(run.created(), ended == null ? figures.data.taken() : ended);
    card("Jobs", Figures.count(figures.current.size()), appsNote());
    card(
        "Wall time",
        Figures.duration(wall),
        ended == null ? "since submission" : "submission to last end");
    card("Core time", Figures.duration(figures.coreSeconds), coreNote());
    String known = figures.data.cores() > 0 ? " cores" : " cores, the peak in use";
    String use = figures.seconds == 0 ? "\u2013" : Figures.percent(figures.utilisation());
    card("Utilisation", use, "of " + Figures.count(figures.capacity()) + known);
    card("Run again", Figures.count(figures.retries()), "attempts after the first");
    if (figures.reused() > 0) {
      card("Reused", Figures.count(figures.reused()), "results of earlier runs");
    }
  }

  private String appsNote() {
    return "of " + Figures.count(figures.apps.size(), "app", "apps");
  }

  private String coreNote() {
    double efficiency = figures.efficiency();
    return efficiency < 0
        ? "cores in use, multiplied by time"
        : Figures.percent(efficiency) + " of it spent computing";
  }

  private void card(String name, String value, String note) {
    out.open("div", "class", "card").element("span", name, "class", "name");
    out.element("span", value, "class", "value").element("span", note, "class", "note");
    out.close("div");
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
