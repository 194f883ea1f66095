package io.balsam.engine.dispatch.local;

import io.balsam.engine.concurrent.ShortageRetries;
import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.EventLoop;
import io.balsam.engine.core.JobContexts;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts and ends what jobs run, and tells the loop how it ended. */
final class LocalExecutor implements LocalRun.Executor {

  private final Spawner spawner;
  private final FunctionRunner functions;
  private final JobContexts contexts;
  private final AssignmentBuilder rendering;
  private final ProcessSpecs processes;
  private final Executor files;
  private final EventLoop loop;
  private final Duration grace;
  private final Clock clock;
  private final Timers timers;
  private final ShortageRetries lacks;
  private final RunOutcomes ends;

  LocalExecutor(
      EngineParts parts,
      Spawner spawner,
      Duration grace,
      FunctionRunner functions,
      ProcessSpecs processes,
      RunOutcomes ends) {
    contexts = parts.contexts;
    rendering = new AssignmentBuilder(parts.site, parts.siteRoom);
    files = parts.files;
    loop = parts.loop;
    clock = parts.clock;
    timers = parts.timers;
    lacks = parts.lacks;
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
   * Makes a run ready to be given its place.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for people
   */
  void prepare(LocalRun run, App app, JobRow row) {
    RequiredParameters.check(app, row.parameters());
    run.workdir = Path.of(row.workdir());
    if (app.body() instanceof AppBody.Command) {
      run.process =
          processes.process(
              rendering.command(run.job.run(), app, row, run.attempt, run.seat.placement));
    }
  }

  /** Hands over what was prepared and is on disk; one follows the other in their seat. */
  void give(Reservation seat, List<LocalRun> runs) {
    if (seat.turns.add(runs)) {
      if (runs.get(0).function != null) {
        callElsewhere(seat);
      } else {
        startNext(seat);
      }
    }
    watch(seat);
  }

  private void callElsewhere(Reservation seat) {
    try {
      functions.execute(() -> callAll(seat));
    } catch (OutOfMemoryError e) {
      String lack = Lack.of(e).orElseThrow(() -> e);
      for (LocalRun run = seat.turns.next(); run != null; run = seat.turns.next()) {
        LocalRun one = run;
        loop.post(() -> ends.lacking(one, lack));
      }
    }
  }

  /** Those that wait behind a long run are given back, so that they may find a place elsewhere. */
  private void watch(Reservation seat) {
    if (seat.watched || !seat.turns.anyWait()) {
      return;
    }
    seat.watched = true;
    look(seat);
  }

  /** While turns are short there is nothing to bother the loop with. From any thread. */
  private void look(Reservation seat) {
    Duration left = BundleSizer.ENOUGH.minusNanos(seat.turns.nanosOfTurn());
    if (seat.turns.anyWait() && left.toNanos() > 0) {
      timers.in(left, () -> look(seat));
      return;
    }
    loop.post(
        () -> {
          seat.watched = false;
          seat.turns.withdrawBehind(BundleSizer.ENOUGH.toNanos()).forEach(ends::notBegun);
          watch(seat);
        });
  }

  private void callAll(Reservation seat) {
    for (LocalRun run = seat.turns.next(); run != null; run = seat.turns.next()) {
      LocalRun one = run;
      one.began = clock.instant();
      FunctionRunner.End end =
          functions.call(() -> new FunctionRunner.Call(some(one.function), context(one)), one.code);
      Instant at = clock.instant();
      boolean whole = !one.code.interrupted();
      boolean hasWorkdir = some(one.workdir).toFile().isDirectory();
      made(
          one,
          hasWorkdir && end.error() == null,
          files -> tell(seat, () -> ends.function(one, end, whole, hasWorkdir, files, at)));
    }
  }

  /** A function's workdir is made when it asks for it: many never do. */
  private JobContext context(LocalRun run) {
    Workdirs.check(run.job.run().directory, some(run.workdir));
    return contexts.beforeWorkdir(run.job.id(), JobState.RUNNING, run.attempt);
  }

  /** Starts the process whose turn it is, or the first after it that can be started. */
  private void startNext(Reservation seat) {
    LocalRun run = seat.turns.next();
    while (run != null && !start(run)) {
      run = seat.turns.next();
    }
  }

  /** False when it could not be started, which has been told. */
  private boolean start(LocalRun run) {
    run.began = clock.instant();
    ProcessSpec spec = some(run.process);
    StartRefusal refusal = new StartRefusal();
    try {
      Workdirs.check(run.job.run().directory, spec.workdir());
      spawner.start(
          spec,
          end -> {
            if (!refusal.takes(end)) {
              Instant at = clock.instant();
              startNext(run.seat);
              processEnded(run, end, at);
            }
          });
    } catch (RuntimeException e) {
      refusal.takes(ProcessEnd.notStarted(spec.job(), e));
    }
    ProcessEnd refused = refusal.over();
    if (refused != null) {
      processEnded(run, refused, clock.instant());
    } else if (run.toEnd) {
      // Asked for between its turn and its start.
      spawner.end(run.job.id(), grace);
    }
    return refused == null;
  }

  private void processEnded(LocalRun run, ProcessEnd end, Instant at) {
    if (Integer.valueOf(0).equals(end.exitCode()) || !end.error().isEmpty()) {
      made(
          run,
          end.error().isEmpty(),
          files -> tell(run.seat, () -> ends.process(run, end, at, List.of(), files)));
    } else {
      ProcessSpec spec = some(run.process);
      files.execute(
          () -> {
            List<String> tail = OutputTail.of(spec.workdir(), spec::isNoise);
            loop.post(() -> ends.process(run, end, at, tail, ""));
          });
    }
  }

  private void made(LocalRun run, boolean any, Consumer<String> sink) {
    if (any) {
      lacks.get(run.job.id(), () -> Listing.ofJob(some(run.workdir)).text(), sink);
    } else {
      sink.accept("");
    }
  }

  /** While others follow in the seat nothing waits for the news, and they go together. */
  private void tell(Reservation seat, Runnable news) {
    if (seat.turns.anyWait()) {
      loop.soon(news);
    } else {
      loop.post(news);
    }
  }

  @Override
  public void end(LocalRun run) {
    run.toEnd = true;
    if (run.seat.turns.withdraw(run)) {
      loop.post(() -> ends.notBegun(run));
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
