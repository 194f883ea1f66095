package io.balsam.cli.agent;

import io.balsam.agent.process.AgentProcess;
import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.text.Count;
import io.balsam.server.ApiClient;
import io.balsam.server.ApiException;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code balsam site stop} command. */
public final class SiteStopCommand implements Command {

  private static final Set<BatchJobState> UNDER_WAY =
      EnumSet.of(BatchJobState.QUEUED, BatchJobState.RUNNING, BatchJobState.PENDING_DELETION);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site stop", "end a site's agent")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .about(
            """
            Sends SIGTERM and waits for up to a minute. BatchJobs go on: their launchers finish the jobs they
            have leased and wait launcher_patience seconds for the next agent, and they occupy all their
            nodes meanwhile. To release the nodes, use 'balsam queue rm' before you end the agent. Lists the
            BatchJobs that go on and those that are still being cancelled.""")
        .examples("balsam site stop", "balsam site stop lab");
  }

  @Override
  public int run(Invocation call) throws Exception {
    SiteDirectory site = SiteArgument.made(call);
    List<BatchJobInfo> left = underWay(site);
    stop(call, site);
    Map<Boolean, List<BatchJobInfo>> parts =
        left.stream()
            .collect(
                Collectors.partitioningBy(info -> info.state() == BatchJobState.PENDING_DELETION));
    parts.forEach(
        (ending, some) -> {
          if (!some.isEmpty()) {
            call.console().say(ending ? cancelling(some) : goesOn(some));
          }
        });
    return ExitCode.OK;
  }

  /** Returns the BatchJobs that outlive the agent, as far as it answers. */
  private static List<BatchJobInfo> underWay(SiteDirectory site) {
    AgentState state = AgentState.of(site);
    if (state.kind() != AgentState.Kind.UP) {
      return List.of();
    }
    try (ApiClient client = new ApiClient(state.address())) {
      return client.batchJobs().find(List.of(), UNDER_WAY);
    } catch (ApiException e) {
      return List.of();
    }
  }

  private static String goesOn(List<BatchJobInfo> left) {
    int nodes = left.stream().mapToInt(one -> one.request().nodes()).sum();
    return "%s (%s): to cancel, start the agent again, then '%s'"
        .formatted(
            named(left, "goes on", "go on"),
            Count.of(nodes, "node"),
            Typed.here(
                "queue rm"
                    + left.stream().map(one -> " " + one.id()).collect(Collectors.joining())));
  }

  /** Describes BatchJobs that were deleted but had not ended when the agent stopped. */
  private static String cancelling(List<BatchJobInfo> left) {
    return "%s being cancelled; the next agent completes it: '%s'"
        .formatted(named(left, "is still", "are still"), Typed.here("site start"));
  }

  private static String named(List<BatchJobInfo> left, String one, String several) {
    String ids = left.stream().map(info -> " " + info.id()).collect(Collectors.joining());
    return "%s%s %s"
        .formatted(Count.noun(left.size(), "BatchJob"), ids, left.size() == 1 ? one : several);
  }

  static void stop(Invocation call, SiteDirectory site) throws InterruptedException {
    AgentState state = new AgentProcess(site, call.environment(), call.program()).stop();
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
