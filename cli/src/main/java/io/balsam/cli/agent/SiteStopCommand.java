package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Exit;
import io.balsam.cli.site.Site;
import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;

/** {@code balsam site stop}. */
public final class SiteStopCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site stop", "end a site's agent")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .about(
            """
            Sends SIGTERM and waits for at most a minute. BatchJobs stay where they are: their launchers
            go on with the jobs they hold and wait for the next agent for a while.""")
        .examples("balsam site stop");
  }

  @Override
  public int run(Call call) throws Exception {
    stop(call, Places.made(call));
    return Exit.OK;
  }

  static void stop(Call call, Site site) throws InterruptedException {
    AgentState state = new Background(site, call.io()).stop();
    String what =
        switch (state.kind()) {
          case DOWN -> "No agent runs for %s".formatted(site.directory());
          case STALE ->
              "The agent of %s was gone already (%s)".formatted(site.directory(), state.who());
          default -> "The agent of %s has ended (%s)".formatted(site.directory(), state.who());
        };
    call.console().say(what);
  }
}
