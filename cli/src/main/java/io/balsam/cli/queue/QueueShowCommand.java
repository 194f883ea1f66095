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
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.spi.BatchJobInfo;
import java.util.List;
import java.util.Set;

/** The {@code balsam queue show} command. */
public final class QueueShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("queue show", "show everything about one allocation")
        .arguments("ID", Opt.Complete.NOTHING)
        .with(CommandSpec.JSON)
        .about(
            """
            Shows the request and what became of it, in the batch system's own words; the script that was
            submitted; launchers with an open session; and the jobs whose last attempt was in it.""")
        .examples("balsam queue show 3", "balsam job ls --batch-job 3  # all of its jobs");
  }

  @Override
  public int run(Invocation call) {
    long id = BatchWords.ids(List.of(call.arguments().onlyWord("ID"))).get(0);
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      Balsam balsam = site.balsam();
      BatchJobInfo info =
          balsam.batchJobs().find(List.of(id), Set.of()).stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageProblem(
                          "there is no BatchJob %d here; '%s' lists them"
                              .formatted(id, Typed.here("queue ls --history"))));
      BatchPage page = BatchPage.of(balsam, info, call.nearestSite());
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(page));
      } else {
        page.print(call.console());
      }
      if (!site.served() && !info.state().terminal()) {
        call.console().note(Sites.agentDown(call));
      }
    }
    return ExitCode.OK;
  }
}
