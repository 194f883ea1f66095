package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Site;
import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;

/** {@code balsam site restart}. */
public final class SiteRestartCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site restart", "end a site's agent and start a new one")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .about(
            """
            The settings are read first: with a mistake in them the old agent stays. Launchers keep their
            jobs meanwhile.""")
        .examples("balsam site restart");
  }

  @Override
  public int run(Call call) throws Exception {
    Site site = Places.made(call);
    SiteStartCommand.check(call, site);
    SiteStopCommand.stop(call, site);
    return SiteStartCommand.started(call, site);
  }
}
