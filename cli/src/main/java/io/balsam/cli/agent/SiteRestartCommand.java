package io.balsam.cli.agent;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Invocation;

/** The {@code balsam site restart} command. */
public final class SiteRestartCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site restart", "end a site's agent and start a new one")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .about(
            """
            The settings are checked first: if they contain a mistake, the old agent goes on. Launchers keep
            their jobs meanwhile.""")
        .examples("balsam site restart");
  }

  @Override
  public int run(Invocation call) throws Exception {
    SiteDirectory site = SiteArgument.made(call);
    SiteStartCommand.check(call, site);
    SiteStopCommand.stop(call, site);
    return SiteStartCommand.started(call, site);
  }
}
