package io.balsam.cli.agent;

import io.balsam.agent.process.Agent;
import io.balsam.agent.process.AgentEnd;
import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The {@code balsam site run} command. */
public final class SiteRunCommand implements Command {

  static final Opt FORCE =
      Opt.flag("force", "take the site over from an agent on another host that is gone for good");

  /**
   * Limit after which the end of the agent is forced: a batch system or a disk may hang forever.
   */
  private static final Duration LONGEST_END = Duration.ofSeconds(45);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site run", "run a site's agent in the foreground")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .with(FORCE)
        .about(
            """
            Does in the foreground what 'balsam site start' does in the background, for use under a process
            supervisor such as systemd. SIGTERM and Ctrl-C end it within 45 s; jobs in launchers go on.""")
        .examples("balsam site run /project/site  # ExecStart= of a systemd unit");
  }

  @Override
  public int run(Invocation call) throws InterruptedException {
    SiteDirectory site = SiteArgument.made(call);
    CountDownLatch ended = new CountDownLatch(1);
    Signals.handle(any -> ended.countDown(), "TERM", "INT");
    Signals.handle(any -> {}, "HUP");
    try (Agent agent =
        Agent.start(call.context(site), call.program(), call.arguments().has("force"))) {
      AgentState state = AgentState.of(site);
      call.console().say("The agent of %s answers at %s".formatted(site.directory(), state.url()));
      agent.awaitEnd(ended);
      call.console().say(AgentEnd.REGULAR);
      haltAfter(LONGEST_END);
    }
    return ExitCode.OK;
  }

  private static void haltAfter(Duration limit) {
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(limit.toMillis());
                Runtime.getRuntime().halt(ExitCode.TROUBLE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "longest-end");
    watch.setDaemon(true);
    watch.start();
  }
}
