package io.balsam.cli.run;

import io.balsam.agent.access.EngineFactory;
import io.balsam.agent.access.Owner;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.look.RunWord;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.RunView;
import io.balsam.engine.config.Setting;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The {@code balsam resume} command. */
public final class ResumeCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("resume", "continue a run that was stopped or killed")
        .arguments("[RUN...]", Opt.Complete.RUN)
        .with(
            Opt.flag("all", "continue every run that has not ended"),
            RunOptions.CORES,
            RunOptions.GPUS,
            RunOptions.MEMORY,
            RunOptions.RESOURCES,
            Opt.flag("json", "print the runs as JSON at the end, without progress"))
        .about(
            """
            Without a name: the newest run that has not ended. Finished jobs stay finished; jobs that
            were running when the run was killed count as timed out, and run again if their app's
            handle_timeout says so (the default). Apps and jobs are taken from the record, and the script
            is read again only for hooks and functions: if you have changed the script, use
            'balsam run SCRIPT --resume' instead.

            In a site the agent continues every run by itself, and this command follows them.""")
        .examples("balsam resume", "balsam resume corpus-3", "balsam resume --all --cores 2");
  }

  @Override
  public int run(Invocation call) throws Exception {
    SiteDirectory site = call.nearestSite();
    if (site.made()) {
      return followAgent(call);
    }
    boolean ownFile = call.settings(site).text(Setting.DB).isEmpty();
    if (ownFile && !Files.exists(site.databaseFile())) {
      throw new UsageProblem("nothing has been run yet in " + site.directory());
    }
    try (Owner owner = EngineFactory.own(call.context(site), WorkflowFormats.all())) {
      List<RunView> chosen = chosen(call, owner.engine());
      if (chosen.isEmpty()) {
        call.console().say("Every run has ended; there is nothing to resume.");
        return ExitCode.OK;
      }
      int worst = ExitCode.OK;
      List<RunView> resumed = new ArrayList<>();
      for (RunView run : chosen) {
        try {
          owner.engine().resume(run.id());
          resumed.add(run);
        } catch (IllegalArgumentException e) {
          call.console().error(String.valueOf(e.getMessage()));
          worst = ExitCode.BAD_INPUT;
        }
      }
      RunMonitor session = new RunMonitor(call, owner);
      for (RunView run : resumed) {
        worst = Math.max(worst, session.watch(run.id(), "", false));
        if (session.interrupted()) {
          return ExitCode.INTERRUPTED;
        }
      }
      return worst;
    }
  }

  /** Follows the runs of an agent, which resumes every run by itself. */
  private static int followAgent(Invocation call) throws InterruptedException {
    SiteRun following = new SiteRun(call);
    try (Balsam agent = following.agent()) {
      List<RunView> chosen = chosen(call, agent);
      if (chosen.isEmpty()) {
        call.console().say("Every run has ended; there is nothing to resume.");
      }
      int worst = ExitCode.OK;
      for (RunView run : chosen) {
        worst = Math.max(worst, following.follow(agent, run));
      }
      return worst;
    }
  }

  private static List<RunView> chosen(Invocation call, Balsam balsam) {
    List<RunView> unfinished = balsam.runs().stream().filter(run -> run.ended() == null).toList();
    if (call.arguments().has("all")) {
      return unfinished.stream().sorted(Comparator.comparingLong(RunView::id)).toList();
    }
    List<RunView> chosen = new ArrayList<>();
    for (String word : call.arguments().words()) {
      RunView run = RunWord.find(balsam, word);
      if (run.ended() != null) {
        throw new UsageProblem(
            "%s has ended; run failed jobs again with: %s"
                .formatted(run.name(), Typed.here("job retry --run", run.name())));
      }
      chosen.add(run);
    }
    if (chosen.isEmpty() && !unfinished.isEmpty()) {
      chosen.add(unfinished.get(0));
      if (unfinished.size() > 1) {
        call.console()
            .note(
                "%d older runs have not ended either; all: %s"
                    .formatted(unfinished.size() - 1, Typed.here("resume --all")));
      }
    }
    return chosen;
  }
}
