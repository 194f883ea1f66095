package io.balsam.cli.agent;

import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.text.Count;
import io.balsam.server.ApiClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code balsam site plan} command. */
public final class SitePlanCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site plan", "show which allocations a site would ask for, and why")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .with(CommandSpec.JSON)
        .about(
            """
            Shows what the service module auto_scaler sees now, and what it would do in its next round;
            asks for nothing. Where the settings do not switch it on, its defaults are shown.""")
        .examples("balsam site plan", "balsam site plan --json");
  }

  @Override
  public int run(Invocation call) {
    SiteDirectory site = SiteArgument.made(call);
    AgentState state = AgentState.of(site);
    if (state.kind() != AgentState.Kind.UP) {
      throw new OperationFailed(
          "the agent of %s does not answer; '%s' starts it"
              .formatted(site.directory(), Typed.here("site start")));
    }
    try (ApiClient client = new ApiClient(state.address())) {
      ScalingPlan plan = plan(client);
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(plan));
      } else {
        print(call.console(), plan);
        if (!plan.enabled()) {
          boolean known = client.site().modules().stream().anyMatch(one -> serves(plan, one));
          call.console().say("Nothing asks for them: " + plan.disabled() + hint(known));
        }
      }
    }
    return ExitCode.OK;
  }

  private static ScalingPlan plan(ApiClient client) {
    try {
      return client.plan();
    } catch (IllegalStateException e) {
      // What keeps the agent from an answer, such as a batch system that gives none.
      throw new OperationFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static void print(Console console, ScalingPlan plan) {
    for (ScalingPlan.Queue queue : plan.queues()) {
      print(console, queue);
    }
    plan.unserved().forEach(console::result);
  }

  private static boolean serves(ScalingPlan plan, SiteView.Module module) {
    return plan.queues().stream().anyMatch(queue -> queue.module().equals(module.name()));
  }

  private static String hint(boolean known) {
    return known
        ? "; see '" + Typed.here("site status") + "'"
        : ". Write 'auto_scaler: {}' there, then '" + Typed.here("site sync") + "'";
  }

  private static void print(Console console, ScalingPlan.Queue queue) {
    console.result(
        "%s%s: %s waiting, %d of them for allocations that there are; the others would fill %s at once; %s"
            .formatted(
                queue.module(),
                queue.queue().isEmpty() ? "" : ", queue " + queue.queue(),
                Count.of(queue.runnable(), "job"),
                queue.covered(),
                Count.of((long) Math.ceil(queue.nodes()), "node"),
                Count.of(queue.open(), "BatchJob") + " of its own"));
    Table table = new Table("would", "BatchJob>", "nodes>", "minutes>", "waits>", "why");
    queue
        .withdrawals()
        .forEach(one -> table.row("withdraw", one.batchJob(), "", "", "", one.why()));
    Map<ScalingPlan.Request, Integer> equal = new LinkedHashMap<>();
    queue.requests().forEach(one -> equal.merge(one, 1, Integer::sum));
    equal.forEach(
        (one, times) ->
            table.row(
                times == 1 ? "ask for" : "ask for " + times + " ×",
                "",
                one.nodes(),
                one.wallMinutes(),
                waits(one),
                one.why()));
    if (!queue.withdrawals().isEmpty() || !queue.requests().isEmpty()) {
      console.result(table);
    }
    if (!queue.waits().isEmpty()) {
      console.result("Nothing more: " + queue.waits());
    }
  }

  /** Returns how long such ones waited lately. */
  private static String waits(ScalingPlan.Request request) {
    return request.queueWait().map(wait -> Times.wait(wait.median())).orElse("");
  }
}
