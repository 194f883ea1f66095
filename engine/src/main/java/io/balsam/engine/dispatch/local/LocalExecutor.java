package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.dispatch.AssignmentBuilder;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.execution.ProcessSpecs;
import io.balsam.engine.execution.RequiredParameters;
import io.balsam.engine.files.Listing;
import io.balsam.engine.files.OutputTail;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.process.Lack;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts and ends the processes and functions of jobs, and posts their ends to the event loop. */
final class LocalExecutor implements LocalRun.Executor {

  private final EngineParts parts;
  private final Spawner spawner;
  private final FunctionRunner functions;
  private final AssignmentBuilder assignmentBuilder;
  private final ProcessSpecs processes;
  private final Duration grace;
  private final RunOutcomes ends;

  LocalExecutor(
      EngineParts parts,
      Spawner spawner,
      Duration grace,
      FunctionRunner functions,
      ProcessSpecs processes,
      RunOutcomes ends) {
    this.parts = parts;
    assignmentBuilder = new AssignmentBuilder(parts.site, parts.siteResources);
    this.spawner = spawner;
    this.grace = grace;
    this.functions = functions;
    this.processes = processes;
    this.ends = ends;
  }

  String nodeNames(Placement placement) {
    return processes.nodeNames(placement);
  }

  /**
   * Prepares an attempt for its start.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for users
   */
  void prepare(LocalRun run, App app, JobRow row) {
    RequiredParameters.check(app, row.parameters());
    run.workdir = Path.of(row.workdir());
    if (app.body() instanceof AppBody.Command) {
      run.process =
          processes.process(
              assignmentBuilder.command(
                  run.job.run(), app, row, run.attempt, run.reservation.placement));
    }
  }

  /** Starts what was prepared and is on disk; one follows the other in their reservation. */
  void give(Reservation reservation, List<LocalRun> runs) {
    if (reservation.chain.add(runs)) {
      if (runs.get(0).function != null) {
        callElsewhere(reservation);
      } else {
        startNext(reservation);
      }
    }
    watch(reservation);
  }

  private void callElsewhere(Reservation reservation) {
    try {
      functions.execute(() -> callAll(reservation));
    } catch (OutOfMemoryError e) {
      String lack = Lack.of(e).orElseThrow(() -> e);
      for (LocalRun run = reservation.chain.next(); run != null; run = reservation.chain.next()) {
        LocalRun one = run;
        parts.loop.post(() -> ends.lacking(one, lack));
      }
    }
  }

  /** Returns jobs that wait behind a long one to the queue, so that they may run elsewhere. */
  private void watch(Reservation reservation) {
    if (reservation.watched || !reservation.chain.anyWait()) {
      return;
    }
    reservation.watched = true;
    check(reservation);
  }

  /** Posts nothing to the event loop while turns are short. From any thread. */
  private void check(Reservation reservation) {
    Duration left = BundleSizer.ENOUGH.minusNanos(reservation.chain.nanosOfTurn());
    if (reservation.chain.anyWait() && left.toNanos() > 0) {
      parts.timers.in(left, () -> check(reservation));
      return;
    }
    parts.loop.post(
        () -> {
          reservation.watched = false;
          reservation.chain.withdrawBehind(BundleSizer.ENOUGH.toNanos()).forEach(ends::notBegun);
          watch(reservation);
        });
  }

  private void callAll(Reservation reservation) {
    for (LocalRun run = reservation.chain.next(); run != null; run = reservation.chain.next()) {
      LocalRun one = run;
      one.began = parts.clock.instant();
      FunctionRunner.End end =
          functions.call(() -> new FunctionRunner.Call(some(one.function), context(one)), one.code);
      Instant at = parts.clock.instant();
      boolean whole = !one.code.interrupted();
      boolean hasWorkdir = some(one.workdir).toFile().isDirectory();
      made(
          one,
          hasWorkdir && end.error() == null,
          files -> post(reservation, () -> ends.function(one, end, whole, hasWorkdir, files, at)));
    }
  }

  /** Builds a function's context. Its workdir is created when it asks for it, and many never do. */
  private JobContext context(LocalRun run) {
    Workdirs.check(run.job.run().directory, some(run.workdir));
    return parts.contexts.beforeWorkdir(run.job.id(), JobState.RUNNING, run.attempt);
  }

  /** Starts the process whose turn it is, or the first after it that can be started. */
  private void startNext(Reservation reservation) {
    LocalRun run = reservation.chain.next();
    while (run != null && !start(run)) {
      run = reservation.chain.next();
    }
  }

  /** Returns false when it could not be started, which has been posted. */
  private boolean start(LocalRun run) {
    run.began = parts.clock.instant();
    ProcessSpec spec = some(run.process);
    StartRefusal refusal = new StartRefusal();
    try {
      Workdirs.check(run.job.run().directory, spec.workdir());
      spawner.start(
          spec,
          end -> {
            if (!refusal.takes(end)) {
              Instant at = parts.clock.instant();
              startNext(run.reservation);
              processEnded(run, end, at);
            }
          });
    } catch (RuntimeException e) {
      refusal.takes(ProcessEnd.notStarted(spec.job(), e));
    }
    ProcessEnd refused = refusal.over();
    if (refused != null) {
      processEnded(run, refused, parts.clock.instant());
    } else if (run.toEnd) {
      // The end was requested between its turn and its start.
      spawner.end(run.job.id(), grace);
    }
    return refused == null;
  }

  private void processEnded(LocalRun run, ProcessEnd end, Instant at) {
    if (Integer.valueOf(0).equals(end.exitCode()) || !end.error().isEmpty()) {
      made(
          run,
          end.error().isEmpty(),
          files -> post(run.reservation, () -> ends.process(run, end, at, List.of(), files)));
    } else {
      ProcessSpec spec = some(run.process);
      parts.files.execute(
          () -> {
            List<String> tail = OutputTail.of(spec.workdir(), spec::isNoise);
            parts.loop.post(() -> ends.process(run, end, at, tail, ""));
          });
    }
  }

  private void made(LocalRun run, boolean any, Consumer<String> sink) {
    if (any) {
      parts.shortages.get(run.job.id(), () -> Listing.ofJob(some(run.workdir)).text(), sink);
    } else {
      sink.accept("");
    }
  }

  /** While others follow in the reservation nothing waits for the message, and they go together. */
  private void post(Reservation reservation, Runnable change) {
    if (reservation.chain.anyWait()) {
      parts.loop.soon(change);
    } else {
      parts.loop.post(change);
    }
  }

  @Override
  public void end(LocalRun run) {
    run.toEnd = true;
    if (run.reservation.chain.withdraw(run)) {
      parts.loop.post(() -> ends.notBegun(run));
    } else if (run.function != null) {
      run.code.interrupt();
    } else {
      spawner.end(run.job.id(), grace);
    }
  }

  private static <T> T some(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
