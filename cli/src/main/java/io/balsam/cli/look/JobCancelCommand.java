package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code balsam job cancel} command. */
public final class JobCancelCommand implements Command {

  private static final Set<JobState> OPEN =
      Arrays.stream(JobState.values())
          .filter(state -> !state.terminal())
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job cancel", "cancel jobs, and end those that run")
        .arguments("[JOB...]", Opt.Complete.JOB)
        .with(
            Filters.STATE,
            Filters.TAG,
            Filters.APP,
            Filters.RUN,
            Opt.flag("subtree", "also all jobs that wait for them"),
            Opt.flag("all", "every job of the site that has not ended"),
            CommandSpec.JSON)
        .about(
            """
            Jobs are selected by number or by filters. A job that has ended stays as it is. Without
            --subtree, jobs that wait for a cancelled one fail, with the reason in their history.""")
        .examples(
            "balsam job cancel 12 13",
            "balsam job cancel 12 --subtree",
            "balsam job cancel --run latest --app align");
  }

  @Override
  public int run(Invocation call) {
    if (Filters.none(call.arguments()) && !call.arguments().has("all")) {
      throw new UsageProblem(
          "no jobs are selected: give their numbers, a filter (--run, --app, …) or --all");
    }
    try (SiteClient site = SiteAccess.change(call.context())) {
      JobFilter asked = Filters.jobs(site.balsam(), call.arguments());
      JobFilter open = Results.narrowed(asked, OPEN);
      long ended = Results.others(site.balsam(), asked, open);
      CommandResult result = site.balsam().cancel(open, call.arguments().has("subtree"));
      return Results.print(call, result, "cancelled", ended, "ended already");
    }
  }
}
