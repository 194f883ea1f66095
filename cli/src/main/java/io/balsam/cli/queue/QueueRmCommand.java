package io.balsam.cli.queue;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.site.Sites;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.CommandResult;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The {@code balsam queue rm} command. */
public final class QueueRmCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("queue rm", "cancel an allocation")
        .arguments("ID...", Opt.Complete.NOTHING)
        .with(CommandSpec.JSON)
        .about(
            """
            A BatchJob that has not been submitted is dropped at once. In one that runs, the jobs are
            ended first: they count as timed out, their app's handle_timeout decides, and by default
            they go on in the next allocation.""")
        .examples("balsam queue rm 3", "balsam queue rm 3 4 5");
  }

  @Override
  public int run(Invocation call) {
    List<Long> ids = BatchWords.ids(call.arguments().words());
    if (ids.isEmpty()) {
      throw new UsageProblem("ID is missing: " + call.arguments().usage());
    }
    try (SiteClient site = SiteAccess.change(call.context())) {
      CommandResult result = site.balsam().batchJobs().delete(ids);
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(result));
      } else {
        print(call, site, result);
      }
      return result.done().isEmpty() ? ExitCode.BAD_INPUT : ExitCode.OK;
    }
  }

  private static void print(Invocation call, SiteClient site, CommandResult result) {
    Console console = call.console();
    boolean waits = false;
    if (!result.done().isEmpty()) {
      for (BatchJobInfo info : site.balsam().batchJobs().find(result.done(), Set.of())) {
        waits |= info.state() == BatchJobState.PENDING_DELETION;
        console.result(
            "BatchJob %d: %s"
                .formatted(
                    info.id(),
                    info.state() == BatchJobState.PENDING_DELETION
                        ? "its jobs are ended, then it is cancelled"
                        : BatchWords.word(info.state())));
      }
    }
    new TreeMap<>(result.refused())
        .forEach(
            (id, why) ->
                console.note(
                    "BatchJob %d: %s; '%s' lists them all"
                        .formatted(id, why, Typed.here("queue ls --history"))));
    if (waits && !site.served()) {
      console.note(Sites.agentDown(call) + "; until then nothing is cancelled");
    }
  }
}
