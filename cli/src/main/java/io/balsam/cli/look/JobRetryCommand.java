package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.Sites;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import java.util.List;
import java.util.Set;

/** The {@code balsam job retry} command. */
public final class JobRetryCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job retry", "run failed or cancelled jobs again, as new jobs")
        .arguments("[JOB...]", Opt.Complete.JOB)
        .with(Filters.STATE, Filters.TAG, Filters.APP, Filters.RUN, CommandSpec.JSON)
        .about(
            """
            The old jobs stay as they ended; new ones replace them and the jobs that failed because of
            them. If the run is in progress they start at once; otherwise with 'balsam resume', or in a site
            once its agent is up.""")
        .examples(
            "balsam job retry 12",
            "balsam job retry --run latest  # all that failed",
            "balsam resume");
  }

  @Override
  public int run(Invocation call) {
    if (Filters.none(call.arguments())) {
      throw new UsageProblem(
          "no jobs are selected: give their numbers or a filter, for example --run latest");
    }
    try (SiteClient site = SiteAccess.change(call.context())) {
      JobFilter asked = Filters.jobs(site.balsam(), call.arguments());
      JobFilter bad = Results.narrowed(asked, Set.of(JobState.FAILED, JobState.CANCELLED));
      long well = Results.others(site.balsam(), asked, bad);
      CommandResult result = site.balsam().retry(bad);
      int code = Results.print(call, result, "new", well, "neither failed nor been cancelled");
      List<RunView> open = site.balsam().runs().stream().filter(r -> r.ended() == null).toList();
      if (!result.done().isEmpty() && !site.served() && !open.isEmpty()) {
        call.console().say(Sites.nothingRuns(call, open.get(0).name()));
      }
      return code;
    }
  }
}
