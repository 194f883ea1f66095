package io.balsam.cli.run;

import io.balsam.agent.access.Owner;
import io.balsam.cli.progress.EngineSource;
import io.balsam.cli.progress.Summary;
import io.balsam.cli.progress.Watch;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.Engine;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.text.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Follows a run on an engine of this process, from its start to the exit code. */
final class RunMonitor {

  private final Owner owner;
  private final Engine engine;
  private final Console console;
  private final boolean json;
  private final Interrupts interrupts;

  RunMonitor(Invocation call, Owner owner) {
    this.owner = owner;
    this.engine = owner.engine();
    this.json = call.arguments().has("json");
    this.console = json ? call.console().silent() : call.console();
    this.interrupts =
        Interrupts.install(
            engine::stop,
            "stopping: ending running jobs; Ctrl-C again kills them at once",
            call.console());
  }

  /**
   * Shows a run until it has ended.
   *
   * @param script as the user named it, empty when it is not known
   * @param fresh whether it has just been submitted
   * @return the exit code
   */
  int watch(long run, String script, boolean fresh) throws InterruptedException {
    Instant began = Instant.now();
    if (!console.quiet()) {
      began = announce(run, fresh, began);
    }
    boolean ended;
    try (Watch watch = new Watch(new EngineSource(engine, run, fresh), console, owner::serve)) {
      ended = engine.await(run);
    }
    if (json) {
      console.json(JsonPage.of(engine.run(run).orElseThrow()));
    }
    if (!ended) {
      sayWhatIsLeft(run);
      return ExitCode.INTERRUPTED;
    }
    RunProgress end = engine.progress(run);
    if (!console.quiet()) {
      Duration took = Duration.between(began, Instant.now());
      new Summary(console).print(engine, engine.run(run).orElseThrow(), end, took, script);
    }
    // Counted in the progress: failed jobs that a retry replaces do not make a run fail.
    return end.count(JobState.FAILED, JobState.CANCELLED) > 0 ? ExitCode.JOB_FAILED : ExitCode.OK;
  }

  /**
   * Announces the run.
   *
   * @return when it began: the first jobs of a fresh run start while it is submitted
   */
  private Instant announce(long run, boolean fresh, Instant now) {
    RunView begin = engine.run(run).orElseThrow();
    RunProgress first = engine.progress(run);
    String verb = fresh ? "" : ", %d done before".formatted(first.done());
    console.say(
        "%s: %s of %s on %s%s, in %s"
            .formatted(
                console.style().bold(begin.name()),
                Count.of(first.total(), "job"),
                Count.of(first.apps().size(), "app"),
                Count.of(first.cores(), "core"),
                verb,
                here(begin.directory())));
    ProcessLimits.Most most = engine.most();
    if (most.jobs() < first.cores()) {
      console.note("At most %d at a time: %s.".formatted(most.jobs(), most.why()));
    }
    return fresh ? begin.created() : now;
  }

  private void sayWhatIsLeft(long run) {
    RunView end = engine.run(run).orElseThrow();
    long left = end.total() - end.count(JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED);
    console.say("");
    console.say(
        "%s stopped: %d of %d jobs are left. Go on with: %s"
            .formatted(
                console.style().bold(end.name()),
                left,
                end.total(),
                Typed.here("resume", end.name())));
  }

  /** Returns whether the user interrupted it. */
  boolean interrupted() {
    return interrupts.any();
  }

  private String here(String directory) {
    Path here = console.io().directory();
    Path path = Path.of(directory);
    return path.startsWith(here) ? here.relativize(path).toString() : directory;
  }
}
