package io.balsam.cli.progress;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Prints the summary of a run that has ended: counts, time, cores, slowest jobs, and what to do
 * next.
 */
public final class Summary {

  private static final int SLOWEST = 3;

  private final Console console;
  private final Style style;

  public Summary(Console console) {
    this.console = console;
    this.style = console.style();
  }

  /**
   * Prints the summary.
   *
   * @param took time since the run was submitted or resumed
   * @param script as the user named it
   */
  public void print(
      Balsam balsam, RunView run, RunProgress progress, Duration took, String script) {
    boolean well = run.count(JobState.FAILED, JobState.CANCELLED) == 0;
    console.say("");
    console.say(headline(run, progress, neverRun(balsam, run), took, well));
    if (progress.cores() > 0) {
      String used =
          String.format(
              Locale.ROOT,
              "%.0f %% of %d in use on average",
              progress.utilisation() * 100,
              progress.cores());
      console.say(line("cores", used));
    }
    List<JobView> slowest =
        balsam
            .jobs(
                JobFilter.ALL
                    .withRun(run.id())
                    .withOrder(JobFilter.Order.RUN_TIME_DESC)
                    .withPage(SLOWEST, 0))
            .results();
    String name = "slowest";
    for (JobView job : slowest) {
      if (job.began() != null && job.ended() != null && job.reusedFrom() == null) {
        Duration length = Duration.between(job.began(), job.ended());
        console.say(
            line(name, "%s  job %d %s".formatted(Times.length(length), job.id(), job.app())));
        name = "";
      }
    }
    Path here = console.io().directory();
    Path data = Path.of(run.directory());
    String shown = data.startsWith(here) ? here.relativize(data).toString() : data.toString();
    console.say(line("outputs", shown + style.dim("  (also data/latest)")));
    String next =
        well
            ? Typed.here("report", run.name()) + "   a page with timeline and figures"
            : Typed.here("explain JOB") + "   why it failed";
    console.say(line("next", next));
    if (!well && !script.isEmpty()) {
      console.say(line("", Typed.here("run", script, "--resume") + "   runs only what is missing"));
    }
  }

  /** Counts failed jobs for which nothing was ever started. */
  private static long neverRun(Balsam balsam, RunView run) {
    if (run.count(JobState.FAILED) == 0) {
      return 0;
    }
    EventFilter failures =
        EventFilter.ALL
            .withRuns(List.of(run.id()))
            .withTo(Set.of(JobState.FAILED))
            .withLimit(Integer.MAX_VALUE);
    return balsam.events(failures, Duration.ZERO).stream()
        .filter(event -> event.cause().equals("parent_failed"))
        .count();
  }

  private String headline(
      RunView run, RunProgress progress, long parentFailed, Duration took, boolean well) {
    long done = progress.count(JobState.JOB_FINISHED);
    long reused = progress.apps().stream().mapToLong(RunProgress.AppLine::reused).sum();
    long failed = progress.count(JobState.FAILED);
    long notRun = Math.min(failed, parentFailed);
    long cancelled = progress.count(JobState.CANCELLED);
    long retried = progress.apps().stream().mapToLong(RunProgress.AppLine::retried).sum();
    List<String> parts = new ArrayList<>();
    parts.add("%d of %d jobs done".formatted(done, progress.total()));
    if (failed > notRun) {
      parts.add(style.red((failed - notRun) + " failed"));
    }
    if (notRun > 0) {
      parts.add(style.yellow(notRun + " not run because a parent failed"));
    }
    if (cancelled > 0) {
      parts.add(style.yellow(cancelled + " cancelled"));
    }
    if (retried > 0) {
      parts.add(retried == 1 ? "1 retry" : retried + " retries");
    }
    if (reused > 0) {
      parts.add(reused + " reused");
    }
    return "%s %s %s in %s: %s"
        .formatted(
            well ? style.tick() : style.cross(),
            style.bold(run.name()),
            well ? "finished" : "failed",
            Times.length(took),
            String.join(", ", parts));
  }

  private String line(String name, String text) {
    return "  " + style.dim(String.format(Locale.ROOT, "%-10s", name)) + text;
  }
}
