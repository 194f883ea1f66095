package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.RunView;
import io.balsam.engine.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code balsam runs rm} command. */
public final class RunsRmCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("runs rm", "remove ended runs with the workdirs of their jobs")
        .arguments("RUN...", Opt.Complete.RUN)
        .with(Opt.flag("dry-run", "only list what would be removed"), CommandSpec.JSON)
        .about(
            """
            Removes the runs' jobs and events from the record and their workdirs in data/RUN/ from the
            disk; other files there are yours and stay. Refuses runs that have not ended, runs whose
            results another run uses, and the newest one, so that no number is used twice. The record's
            file becomes smaller when the process that has it open ends.""")
        .examples("balsam runs rm corpus-3 corpus-4 --dry-run", "balsam runs rm 3 4");
  }

  @Override
  public int run(Invocation call) {
    List<String> words = call.arguments().words();
    if (words.isEmpty()) {
      throw new UsageProblem("RUN is missing: " + call.arguments().usage());
    }
    boolean trial = call.arguments().has("dry-run");
    try (SiteClient site = SiteAccess.change(call.context())) {
      Map<Long, RunView> asked = new LinkedHashMap<>();
      for (String word : words) {
        RunView run = RunWord.find(site.balsam(), word);
        asked.put(run.id(), run);
      }
      CommandResult result = site.balsam().removeRuns(new ArrayList<>(asked.keySet()), trial);
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(result));
      } else {
        asked.values().forEach(run -> list(call, run, result, trial));
      }
      return result.refused().isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
  }

  private static void list(Invocation call, RunView run, CommandResult result, boolean trial) {
    String why = result.refused().get(run.id());
    if (why != null) {
      call.console().note(run.name() + ": " + why);
      return;
    }
    call.console()
        .result(
            "%s: %s, %s with %s in %s"
                .formatted(
                    run.name(),
                    trial ? "would be removed" : "removed",
                    Count.of(run.total(), "job"),
                    run.total() == 1 ? "its workdir" : "their workdirs",
                    run.directory()));
  }
}
