package io.balsam.cli.agent;

import io.balsam.agent.process.AgentState;
import io.balsam.agent.process.AppliedSettings;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import java.util.List;

/**
 * The {@code balsam site sync} command.
 *
 * <p>Settings are applied in one way only, the one that every start tests: the agent is restarted
 * if they differ from those it was started with, and left alone if they contain mistakes. Launchers
 * keep their jobs meanwhile.
 */
public final class SiteSyncCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site sync", "make a site's agent use changed settings")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .about(
            """
            Lists what has changed since the agent started, and restarts the agent if anything has; launchers
            keep their jobs meanwhile. If the settings contain a mistake, the agent goes on with the old
            ones. The job template is read again for each BatchJob and needs no sync.""")
        .examples("balsam site sync");
  }

  @Override
  public int run(Invocation call) throws Exception {
    SiteDirectory site = SiteArgument.made(call);
    SiteStartCommand.check(call, site);
    if (!AgentState.of(site).lives()) {
      call.console()
          .say(
              "The settings are valid. No agent runs here: '%s' starts one"
                  .formatted(Typed.here("site start")));
      return ExitCode.OK;
    }
    AppliedSettings now = AppliedSettings.of(call.context(site));
    List<String> changes = AppliedSettings.read(site).changes(now);
    if (changes.isEmpty()) {
      call.console().say("Nothing has changed since the agent started");
      return ExitCode.OK;
    }
    call.console().result(changes);
    SiteStopCommand.stop(call, site);
    return SiteStartCommand.started(call, site);
  }
}
