package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Marks;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.domain.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The {@code balsam job ls} command. */
public final class JobLsCommand implements Command {

  private static final int LIMIT = 50;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job ls", "list jobs")
        .arguments("[JOB...]", Opt.Complete.JOB)
        .with(
            Filters.STATE,
            Filters.TAG,
            Filters.APP,
            Filters.RUN,
            Filters.BATCH_JOB,
            Opt.value(
                "limit", "N", "show at most N (default " + LIMIT + ", with --json all; 0: all)"),
            Opt.value("offset", "N", "skip the first N (default 0)"),
            Opt.flag("newest", "newest first (default: oldest first)"),
            CommandSpec.JSON)
        .about(
            """
            Filters of different kinds must all match; several states or apps match any.
            A state may be written in small letters; 'finished' means JOB_FINISHED.""")
        .examples(
            "balsam job ls --run latest --state failed  # what went wrong last time",
            "balsam job ls --app align --tag sample=7",
            "balsam job ls --json | jq -r '.[].workdir'");
  }

  @Override
  public int run(Invocation call) {
    Console console = call.console();
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      JobFilter filter =
          Filters.jobs(site.balsam(), call.arguments())
              .withOrder(
                  call.arguments().has("newest") ? JobFilter.Order.ID_DESC : JobFilter.Order.ID)
              .withPage(Limit.of(call, LIMIT), call.arguments().number("offset", 0, 0));
      if (call.arguments().has("json")) {
        JsonPage.array(console, new JobPages(site.balsam(), filter));
        return ExitCode.OK;
      }
      Page<JobView> page = site.balsam().jobs(filter);
      if (page.results().isEmpty()) {
        console.say(
            Filters.none(call.arguments()) && page.count() == 0
                ? "No jobs here yet. Start a run with: " + Typed.here("run WORKFLOW.groovy")
                : "No job matches.");
      } else {
        console.result(table(page.results(), site(call), console.style()));
        more(page, filter, console);
      }
    }
    return ExitCode.OK;
  }

  private static Path site(Invocation call) {
    return call.nearestSite().directory();
  }

  private static Table table(List<JobView> jobs, Path site, Style style) {
    Table table = new Table("job>", "app", "state", "tries>", "exit>", "took>", "workdir");
    for (JobView job : jobs) {
      table.row(
          job.id(),
          job.app(),
          Marks.cell(job.state(), style),
          job.attempts(),
          exit(job),
          took(job),
          Paths.shorten(site, job.workdir()));
    }
    return table;
  }

  /** Returns the exit code, or the signal, of the last attempt. */
  static String exit(JobView job) {
    if (job.signal() != 0) {
      return Signals.name(job.signal());
    }
    return job.exitCode() == null ? "" : Integer.toString(job.exitCode());
  }

  /** Returns the duration of the last attempt, up to now while it runs. */
  static String took(JobView job) {
    // An attempt that was given back has begun and never ends.
    boolean begun = job.ended() != null || job.state() == JobState.RUNNING;
    if (job.began() == null || !begun) {
      return "";
    }
    Instant end = job.ended() == null ? Instant.now() : job.ended();
    return Times.length(Duration.between(job.began(), end));
  }

  private static void more(Page<JobView> page, JobFilter filter, Console console) {
    long last = filter.offset() + page.results().size();
    if (last < page.count()) {
      console.say(
          "%d of %d jobs: --limit 0 shows all; the next ones: --offset %d"
              .formatted(page.results().size(), page.count(), last));
    }
  }
}
