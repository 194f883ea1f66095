package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.LostRecordCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The {@code balsam runs} command. */
public final class RunsCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("runs", "list the runs of this site, newest first")
        .with(
            CommandSpec.JSON,
            Opt.value("limit", "N", "show at most N (default 20, with --json all; 0: all)"))
        .about(
            """
            A run is one submission of one workflow; its name is the workflow's name and a number. Its
            jobs work in data/<run>/; the link data/latest points to the newest.""")
        .examples("balsam runs", "balsam runs --json  # for scripts");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    int limit = Limit.of(call, 20);
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      List<RunView> all = site.balsam().runs();
      List<RunView> shown = all.subList(0, Math.min(limit, all.size()));
      Console console = call.console();
      if (call.arguments().has("json")) {
        console.json(JsonPage.of(shown));
      } else if (all.isEmpty()) {
        boolean lost = LostRecordCheck.ofRecord(call.nearestSite().directory()).isPresent();
        console.say(
            "%s Start a run with: %s"
                .formatted(
                    lost ? "No run is on record." : "Nothing here yet.",
                    Typed.here("run WORKFLOW.groovy")));
      } else {
        console.result(table(shown, console.style()));
        if (shown.size() < all.size()) {
          console.say(
              "%d of %d runs; all: %s"
                  .formatted(shown.size(), all.size(), Typed.here("runs --limit 0")));
        }
      }
    }
    return ExitCode.OK;
  }

  private static Table table(List<RunView> runs, Style style) {
    Table table =
        new Table(
            "run",
            "state",
            "jobs>",
            "done>",
            "running>",
            "failed>",
            "cancelled>",
            "started",
            "took>");
    for (RunView run : runs) {
      long failed = run.count(JobState.FAILED);
      long cancelled = run.count(JobState.CANCELLED);
      Instant end = run.ended() == null ? Instant.now() : run.ended();
      table.row(
          run.name(),
          state(run, style),
          run.total(),
          run.count(JobState.JOB_FINISHED),
          run.count(JobState.RUNNING),
          new Table.Cell(Long.toString(failed), failed > 0 ? style::red : text -> text),
          new Table.Cell(Long.toString(cancelled), cancelled > 0 ? style::yellow : text -> text),
          Times.day(run.created()),
          Times.length(Duration.between(run.created(), end)));
    }
    return table;
  }

  private static Table.Cell state(RunView run, Style style) {
    if (run.ended() == null) {
      return new Table.Cell("unfinished", style::cyan);
    }
    if (run.count(JobState.FAILED) > 0) {
      return new Table.Cell("failed", style::red);
    }
    return run.count(JobState.CANCELLED) > 0
        ? new Table.Cell("cancelled", style::yellow)
        : new Table.Cell("finished", style::green);
  }
}
