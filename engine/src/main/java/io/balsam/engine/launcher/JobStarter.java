package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.ShortageRetries;
import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.execution.ProcessSpecs;
import io.balsam.engine.files.Listing;
import io.balsam.engine.files.OutputTail;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Lack;
import io.balsam.engine.process.LackException;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.spi.JobMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends the processes and functions of assignments. */
final class JobStarter {

  /** Time by which a launcher may learn later than its jobs that its allocation is being ended. */
  private static final Duration EXPLAINED = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(JobStarter.class);

  private final Spawner spawner;
  private final ProcessSpecs processes;
  private final FunctionRunner functions;
  private final FunctionScripts scripts;
  private final Executor files;
  private final Timers timers;
  private final Clock clock;
  private final ShortageRetries lacks;

  JobStarter(
      Spawner spawner,
      ProcessSpecs processes,
      FunctionRunner functions,
      FunctionScripts scripts,
      EngineRuntime runtime) {
    this.spawner = spawner;
    this.processes = processes;
    this.functions = functions;
    this.scripts = scripts;
    files = runtime.pool(2, "balsam-files");
    timers = runtime.timers();
    clock = runtime.clock();
    lacks = new ShortageRetries(this::later);
  }

  /**
   * Creates the starter of jobs on this host, or started from here by the platform's MPI runner.
   */
  static JobStarter here(
      LauncherConfig config,
      LongFunction<Script> scripts,
      Platform platform,
      Spawner spawner,
      WorkflowLoader loader,
      EngineRuntime runtime) {
    String mark = OrphanReaper.LAUNCHER + runtime.newId();
    boolean singlesByRunner = config.mode() == JobMode.MPI;
    return new JobStarter(
        spawner,
        new ProcessSpecs(platform, config.nodes(), mark, singlesByRunner),
        new FunctionRunner(),
        new FunctionScripts(scripts, loader),
        runtime);
  }

  /**
   * Starts an assignment.
   *
   * @param onEnd called once, from any thread, also from within this call
   * @param onLack called instead when the machine lacks something to start it now; receives what is
   *     lacking
   */
  void start(RunningAssignment run, Consumer<Report.Ended> onEnd, Consumer<String> onLack) {
    Assignment assignment = run.assignment;
    try {
      Assignment.FunctionCall function = assignment.function();
      if (function != null) {
        run.interrupt =
            functions.start(
                () -> {
                  Workdirs.make(assignment.runDirectory(), assignment.workdir());
                  return scripts.call(function);
                },
                end -> {
                  if (end.error() instanceof LackException lack) {
                    onLack.accept(String.valueOf(lack.getMessage()));
                    return;
                  }
                  Instant at = clock.instant();
                  made(
                      assignment,
                      end.error() == null,
                      files ->
                          onEnd.accept(
                              RunReports.of(run, end, scripts.describe(function, end), files, at)));
                });
        return;
      }
      ProcessSpec spec = processes.process(assignment, run.placement);
      LOG.debug("job {} is started with: {}", assignment.job(), spec.command());
      Workdirs.check(assignment.runDirectory(), assignment.workdir());
      spawner.start(spec, end -> ended(run, spec, end, onEnd, onLack));
    } catch (RuntimeException | OutOfMemoryError e) {
      run.refused = true;
      Optional<String> lack = Lack.of(e);
      if (lack.isPresent()) {
        onLack.accept(lack.get());
      } else {
        onEnd.accept(RunReports.notStarted(run, String.valueOf(e.getMessage()), clock.instant()));
      }
    }
  }

  private void ended(
      RunningAssignment run,
      ProcessSpec spec,
      ProcessEnd end,
      Consumer<Report.Ended> onEnd,
      Consumer<String> onLack) {
    Instant at = clock.instant();
    if (end.manner() == ProcessEnd.Manner.LACK) {
      run.refused = true;
      onLack.accept(end.error());
      return;
    }
    if (!end.error().isEmpty() && end.exitCode() == null) {
      run.refused = true;
    }
    if (Integer.valueOf(0).equals(end.exitCode()) || !end.error().isEmpty()) {
      boolean well = end.error().isEmpty();
      made(
          run.assignment,
          well,
          files -> onEnd.accept(RunReports.of(run, end, List.of(), files, at)));
    } else {
      // Batch systems that end an allocation signal all its processes at once. Then it was not the
      // job's
      // own doing, but that is known only when our own signal has arrived.
      boolean unexplained = end.signal() != 0 && run.ending == RunningAssignment.Ending.NO;
      later(
          unexplained ? EXPLAINED : Duration.ZERO,
          () ->
              onEnd.accept(
                  RunReports.of(run, end, OutputTail.of(spec.workdir(), spec::isNoise), "", at)));
    }
  }

  private void made(Assignment assignment, boolean any, Consumer<String> sink) {
    if (any) {
      lacks.get(assignment.job(), () -> Listing.ofJob(assignment.workdir()).text(), sink);
    } else {
      sink.accept("");
    }
  }

  private void later(Duration pause, Runnable code) {
    if (pause.isZero()) {
      files.execute(code);
    } else {
      timers.in(pause, () -> files.execute(code));
    }
  }

  /** Ends an assignment; {@code onEnd} is called when it has ended. */
  void end(RunningAssignment run, Duration grace) {
    if (run.function()) {
      run.interrupt.run();
    } else {
      spawner.end(run.assignment.job(), grace);
    }
  }

  ProcessLimits.Most most() {
    return spawner.most();
  }

  void close() {
    timers.close();
    functions.close();
    spawner.close();
  }
}
