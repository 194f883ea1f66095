package io.balsam.engine.run.node;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.engine.run.code.Causes;
import io.balsam.engine.run.code.Functions;
import io.balsam.engine.run.code.Interruptible;
import io.balsam.engine.run.command.OrderProcesses;
import io.balsam.engine.run.files.OutputTail;
import io.balsam.engine.run.files.Workdirs;
import io.balsam.engine.run.loop.Gathered;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.place.Apps;
import io.balsam.engine.run.place.Contexts;
import io.balsam.engine.run.place.Rendering;
import io.balsam.engine.run.place.Texts;
import io.balsam.engine.run.plan.Parameters;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Starts and ends what jobs run, and tells the loop how it ended. */
public final class Running {

  private final Spawner spawner;
  private final Functions functions;
  private final Contexts contexts;
  private final Rendering rendering;
  private final OrderProcesses processes;
  private final Executor files;
  private final Loop loop;
  private final Duration grace;
  private final Clock clock;
  private final Pace pace;
  private @Nullable ActiveRuns active;

  public Running(
      Spawner spawner,
      Functions functions,
      Contexts contexts,
      Rendering rendering,
      OrderProcesses processes,
      Executor files,
      Loop loop,
      Duration grace,
      Clock clock,
      Pace pace) {
    this.spawner = spawner;
    this.functions = functions;
    this.contexts = contexts;
    this.rendering = rendering;
    this.processes = processes;
    this.files = files;
    this.loop = loop;
    this.grace = grace;
    this.clock = clock;
    this.pace = pace;
  }

  public void tell(ActiveRuns one) {
    active = one;
  }

  String nodeNames(Placement placement) {
    return processes.nodeNames(placement);
  }

  Duration grace() {
    return grace;
  }

  void post(Runnable input) {
    loop.post(input);
  }

  /**
   * What starts the run once it is recorded.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for people
   */
  Runnable prepare(Active run, @Nullable App app, JobRow row) {
    if (app == null) {
      throw new IllegalArgumentException(Apps.vanished(run.job));
    }
    Parameters.check(app, row.parameters());
    if (app.body() instanceof AppBody.Function) {
      return () -> {};
    }
    ProcessSpec spec =
        processes.process(
            rendering.command(run.job.run(), app, row, run.attempt, run.seat.placement));
    return () -> startProcess(run, spec);
  }

  /** Calls the functions of runs that were prepared, one after the other on one thread. */
  void startFunctions(List<Active> runs, AppBody.Function function) {
    Gathered ends = new Gathered(loop);
    List<Functions.Turn> turns = new ArrayList<>(runs.size());
    for (Active run : runs) {
      Interruptible code = new Interruptible();
      Instant[] began = new Instant[1];
      turns.add(
          new Functions.Turn(
              () -> {
                began[0] = clock.instant();
                return new Functions.Call(function, context(run));
              },
              code,
              end -> {
                Instant at = clock.instant();
                boolean whole = !code.interrupted();
                ends.add(() -> functionEnded(run, end, whole, began[0], at));
              }));
      run.interrupt = code::interrupt;
    }
    functions.start(
        turns,
        Pace.ENOUGH,
        begun -> {
          runs.subList(begun, runs.size()).forEach(run -> ends.add(() -> active().notBegun(run)));
          ends.post();
        });
  }

  private JobContext context(Active run) {
    return contexts.of(run.job.run().directory, run.job.id(), JobState.RUNNING, run.attempt);
  }

  private void functionEnded(
      Active run, Functions.End end, boolean whole, Instant began, Instant at) {
    boolean well = end.error() == null;
    if (whole && run.ending == Active.Ending.STOP) {
      // It was through before it was told to stop; only the news of it comes late.
      run.ending = Active.Ending.NO;
    }
    pace.took(run.job.shape().app(), Duration.between(began, at));
    List<Change> how = new ArrayList<>();
    if (run.follows) {
      how.add(new Change.Began(run.job.id(), began, nodeNames(run.seat.placement)));
    }
    how.add(new Change.Ended(run.job.id(), at, well ? 0 : 1, 0, null, OptionalLong.empty()));
    if (well && run.ending == Active.Ending.NO) {
      how.add(new Change.Result(run.job.id(), end.result()));
    }
    Map<String, Object> data = Map.of("exit_code", 0, "attempt", run.attempt);
    if (end.error() != null) {
      data =
          Causes.of(
              "app '" + run.job.shape().app() + "'",
              end.error(),
              run.job.run().workflow().script());
      data.put("attempt", run.attempt);
    }
    active().freed(run, how, well ? Trigger.EXITED_ZERO : Trigger.EXITED_NONZERO, data);
  }

  private void startProcess(Active run, ProcessSpec spec) {
    try {
      Workdirs.check(run.job.run().directory, spec.workdir());
      spawner.start(spec, end -> processEnded(run, spec, end));
    } catch (RuntimeException e) {
      String error = String.valueOf(e.getMessage());
      processEnded(
          run, spec, new ProcessEnd(spec.job(), null, 0, null, OptionalLong.empty(), error));
    }
  }

  private void processEnded(Active run, ProcessSpec spec, ProcessEnd end) {
    Instant at = clock.instant();
    if (Integer.valueOf(0).equals(end.exitCode()) || !end.error().isEmpty()) {
      loop.post(() -> processEnded(run, end, at, List.of()));
    } else {
      Path workdir = spec.workdir();
      files.execute(
          () -> {
            List<String> tail = OutputTail.of(workdir);
            loop.post(() -> processEnded(run, end, at, tail));
          });
    }
  }

  private void processEnded(Active run, ProcessEnd end, Instant at, List<String> tail) {
    boolean well = end.error().isEmpty() && Integer.valueOf(0).equals(end.exitCode());
    boolean fromOutside = run.ending != Active.Ending.NO;
    Change.Ended how =
        new Change.Ended(
            run.job.id(),
            at,
            fromOutside ? null : end.exitCode(),
            end.signal(),
            end.cpu(),
            end.peakKib());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("attempt", run.attempt);
    if (end.exitCode() != null) {
      data.put("exit_code", end.exitCode());
    }
    if (end.signal() != 0) {
      data.put("signal", end.signal());
    }
    if (!well) {
      data.put("message", Texts.howItEnded(end));
    }
    if (!tail.isEmpty()) {
      data.put("tail", tail);
    }
    active().freed(run, List.of(how), well ? Trigger.EXITED_ZERO : Trigger.EXITED_NONZERO, data);
  }

  /** Ends a run; {@code freed} follows when it has ended. */
  void end(Active run) {
    if (run.function != null) {
      run.interrupt.run();
    } else {
      spawner.end(run.job.id(), grace);
    }
  }

  private ActiveRuns active() {
    if (active == null) {
      throw new IllegalStateException("not wired");
    }
    return active;
  }
}
