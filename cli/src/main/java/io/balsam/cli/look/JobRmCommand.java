package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code balsam job rm} command. */
public final class JobRmCommand implements Command {

  private static final Set<JobState> ENDED =
      Arrays.stream(JobState.values())
          .filter(JobState::terminal)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job rm", "remove ended jobs with their workdirs")
        .arguments("[JOB...]", Opt.Complete.JOB)
        .with(
            Filters.STATE,
            Filters.TAG,
            Filters.APP,
            Filters.RUN,
            Filters.BATCH_JOB,
            Opt.flag("subtree", "also all jobs that came after them"),
            Opt.flag("dry-run", "only list what would be removed"),
            CommandSpec.JSON)
        .about(
            """
            Removes the jobs and their events from the record and their workdirs from the disk; the run
            itself stays. A job is removed only together with everything that came after it: its children
            and the jobs that its hooks added. Refuses jobs that have not ended, jobs whose results another
            run uses, and the newest job, so that no number is used twice. A workdir in which a retry of
            the job works stays. 'balsam runs rm' removes whole runs.""")
        .examples(
            "balsam job rm 12 13 --dry-run",
            "balsam job rm 12 --subtree",
            "balsam job rm --run latest --state failed");
  }

  @Override
  public int run(Invocation call) {
    if (Filters.none(call.arguments())) {
      throw new UsageProblem(
          "no jobs are selected: give their numbers or a filter, for example --run latest");
    }
    boolean trial = call.arguments().has("dry-run");
    try (SiteClient site = SiteAccess.change(call.context())) {
      JobFilter asked = Filters.jobs(site.balsam(), call.arguments());
      JobFilter ended = Results.narrowed(asked, ENDED);
      long open = Results.others(site.balsam(), asked, ended);
      CommandResult result =
          site.balsam().removeJobs(ended, call.arguments().has("subtree"), trial);
      int code =
          Results.print(call, result, trial ? "would be removed" : "removed", open, unended(open));
      return result.refused().isEmpty() ? code : ExitCode.BAD_INPUT;
    }
  }

  private static String unended(long jobs) {
    return "not ended: end %s first with '%s'"
        .formatted(jobs == 1 ? "it" : "them", Typed.here("job cancel"));
  }
}
