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
import io.balsam.cli.term.Times;
import io.balsam.engine.api.BatchJobTrial;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.util.List;
import java.util.function.Supplier;

/** The {@code balsam queue submit} command. */
public final class QueueSubmitCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("queue submit", "request an allocation from the batch system")
        .arguments("", Opt.Complete.NOTHING)
        .with(AllocationOptions.SUBMIT)
        .with(
            Opt.flag(
                "dry-run",
                "only show what would be requested, and how long such ones waited lately"),
            CommandSpec.JSON)
        .about(
            """
            The site's agent submits it to the batch system; when the allocation starts, a launcher in it
            runs the jobs of this site that fit, until none is left or the time is over. allowed_queues and
            allowed_projects in settings.yml set the limits.

            With --tag only jobs that have all of these tags run there. --part divides the allocation into
            launchers with their own mode, nodes and tags; their nodes must add up. --option sets variables
            of job-template.sh, those that the site allows.

            'balsam run' takes the same options, with the same letters except -q and -p: there they mean
            --quiet and --param, here --queue and --part.""")
        .examples(
            "balsam queue submit -n 4 -t 60 -q debug -A climate",
            "balsam queue submit -n 4 -t 60 --dry-run",
            "balsam queue submit -n 1 -t 30 -j serial --tag kind=small",
            "balsam queue submit -n 3 -t 60 -p mpi:2:kind=big -p serial:1  # two launchers");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    BatchJobRequest request = AllocationOptions.request(call.arguments());
    Sites.demand(call);
    try (SiteClient site = SiteAccess.asking(call.context())) {
      if (call.arguments().has("dry-run")) {
        show(call, checked(() -> site.balsam().batchJobs().check(List.of(request)).get(0)));
        return ExitCode.OK;
      }
      BatchJobInfo info = checked(() -> site.balsam().batchJobs().submit(List.of(request)).get(0));
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(info));
      } else {
        call.console()
            .result("BatchJob %d: %s".formatted(info.id(), BatchWords.size(info.request())));
      }
      if (!site.served()) {
        call.console().note(Sites.agentDown(call) + "; until then the BatchJob waits");
      }
    }
    return ExitCode.OK;
  }

  private static void show(Invocation call, BatchJobTrial trial) {
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(trial));
      return;
    }
    console.result("Would request " + BatchWords.size(trial.request()));
    console.result(
        trial
            .queueWait()
            .map(
                wait ->
                    "BatchJobs like this waited %s lately (90 %%: %s, %d of them)"
                        .formatted(
                            Times.wait(wait.median()), Times.wait(wait.ninety()), wait.samples()))
            .orElse("Too few BatchJobs like this have waited lately to say how long it may take"));
  }

  private static <T> T checked(Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }
}
