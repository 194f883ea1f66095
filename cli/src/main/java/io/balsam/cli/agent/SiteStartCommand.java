package io.balsam.cli.agent;

import io.balsam.agent.access.SettingsCheck;
import io.balsam.agent.process.AgentProcess;
import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.site.SiteConfig;

/** The {@code balsam site start} command. */
public final class SiteStartCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site start", "start a site's agent in the background")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .with(SiteRunCommand.FORCE)
        .about(
            """
            Returns when the agent answers. The agent outlives the terminal and writes its messages to log/;
            what it reports while it starts, such as a damaged record, is printed here too.
            Does nothing if the site's agent already runs: a site never has more than one.""")
        .examples("balsam site start", "balsam site start /project/me/site");
  }

  @Override
  public int run(Invocation call) throws Exception {
    SiteDirectory site = SiteArgument.made(call);
    check(call, site);
    return started(call, site);
  }

  /**
   * Checks the settings, so that mistakes are reported here and not by a process in the background.
   */
  static void check(Invocation call, SiteDirectory site) {
    SiteConfig plan = SettingsCheck.plan(call.context(site));
    if (!plan.serves()) {
      call.console()
          .note(
              "no service is enabled in %s: BatchJobs are not submitted, hooks do not run"
                  .formatted(site.settings()));
    } else if (!plan.runsHooks()) {
      call.console()
          .note(
              "the module processing is off in %s: jobs with hooks wait; 'processing: {}' below"
                      .formatted(site.settings())
                  + " 'service_modules' turns it on");
    }
  }

  static int started(Invocation call, SiteDirectory site) throws Exception {
    AgentProcess.Started started =
        new AgentProcess(site, call.environment(), call.program())
            .start(call.arguments().has("force"));
    new KnownSites(call.environment()).add(site.directory());
    started.remarks().forEach(call.console()::note);
    call.console()
        .say(
            "The agent of %s %s: %s, answering at %s"
                .formatted(
                    site.directory(),
                    started.fresh() ? "has started" : "is already running",
                    started.state().who(),
                    started.state().url()));
    return ExitCode.OK;
  }
}
