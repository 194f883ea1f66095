package io.balsam.engine.dispatch.local;

import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.execution.FailureCauses;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.process.LackException;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Records how attempts ended. On the event loop's thread only. */
final class RunOutcomes {

  private final LocalRuns active;
  private final BundleSizer sizer;

  RunOutcomes(LocalRuns active, BundleSizer sizer) {
    this.active = active;
    this.sizer = sizer;
  }

  /** Takes back an attempt that was recorded but whose turn did not come. */
  void notBegun(LocalRun run) {
    active.notBegun(run);
  }

  /** Takes back an attempt that was recorded but cannot be started for lack of something. */
  void lacking(LocalRun run, String what) {
    active.lacking(run, what);
  }

  /**
   * Records the end of a function that has returned or thrown.
   *
   * @param whole whether nothing interrupted it
   * @param hasWorkdir whether its workdir exists
   * @param files the files it made, when it succeeded
   */
  void function(
      LocalRun run,
      FunctionRunner.End end,
      boolean whole,
      boolean hasWorkdir,
      String files,
      Instant at) {
    if (end.error() instanceof LackException lack) {
      active.lacking(run, String.valueOf(lack.getMessage()));
      return;
    }
    boolean well = end.error() == null;
    List<Change> how = begun(run, at);
    how.add(new Change.Ended(run.job.id(), at, well ? 0 : 1, 0, null, OptionalLong.empty()));
    if (well && (whole || run.ending == LocalRun.Ending.NO)) {
      how.add(new Change.Result(run.job.id(), end.result(), hasWorkdir));
    }
    addFiles(run, files, well, how);
    Map<String, Object> data = Map.of("exit_code", 0, "attempt", run.attempt);
    if (end.error() != null) {
      data =
          FailureCauses.of(
              "app '" + run.reservation.app() + "'",
              end.error(),
              run.job.run().workflow().script());
      data.put("attempt", run.attempt);
    }
    if (well) {
      active.succeeded(run, at);
    }
    active.freed(run, whole, how, well ? Trigger.EXITED_ZERO : Trigger.EXITED_NONZERO, data);
  }

  /**
   * Records the end of a process, or that it could not be started.
   *
   * @param tail the end of its output, when it failed
   * @param files the files it made, when it succeeded
   */
  void process(LocalRun run, ProcessEnd end, Instant at, List<String> tail, String files) {
    if (end.manner() == ProcessEnd.Manner.LACK || end.manner() == ProcessEnd.Manner.NOT_CREATED) {
      active.lacking(run, end.error());
      return;
    }
    if (end.manner() == ProcessEnd.Manner.STOPPED && run.ending == LocalRun.Ending.NO) {
      run.ending = LocalRun.Ending.CUT_OFF;
    }
    boolean well = end.error().isEmpty() && Integer.valueOf(0).equals(end.exitCode());
    boolean byItself = byItself(run, end, well);
    boolean fromOutside = run.ending != LocalRun.Ending.NO && !byItself;
    List<Change> how = begun(run, at);
    how.add(
        new Change.Ended(
            run.job.id(),
            at,
            fromOutside ? null : end.exitCode(),
            end.signal(),
            end.cpu(),
            end.peakKib()));
    addFiles(run, files, well, how);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("attempt", run.attempt);
    if (end.exitCode() != null) {
      data.put("exit_code", end.exitCode());
    }
    if (end.signal() != 0) {
      data.put("signal", end.signal());
    }
    if (!well) {
      data.put("message", RunTexts.howItEnded(end));
    }
    // An empty one says that the output was looked at, and gives no reason.
    if (!tail.isEmpty() || (!well && end.error().isEmpty())) {
      data.put("tail", tail);
    }
    if (well && byItself) {
      active.succeeded(run, at);
    }
    active.freed(run, byItself, how, well ? Trigger.EXITED_ZERO : Trigger.EXITED_NONZERO, data);
  }

  /**
   * Returns whether the process ended by itself. An exit code that was there before we asked it to
   * end is its own. A process asked to stop may have been asked by the batch system first; then
   * only success counts.
   */
  private static boolean byItself(LocalRun run, ProcessEnd end, boolean well) {
    return end.manner() == ProcessEnd.Manner.BY_ITSELF
        && end.exitCode() != null
        && (well || run.ending == LocalRun.Ending.WALL_TIME);
  }

  /** Adds the files made, if any: most jobs make none, and need no row for that. */
  private static void addFiles(LocalRun run, String files, boolean well, List<Change> how) {
    if (well && (!files.isEmpty() || run.attempt > 1)) {
      how.add(new Change.Files(run.job.id(), JobFiles.Kind.MADE, files));
    }
  }

  private List<Change> begun(LocalRun run, Instant at) {
    sizer.took(run.reservation.app(), Duration.between(run.began, at));
    List<Change> how = new ArrayList<>();
    if (run.follows) {
      how.add(new Change.Began(run.job.id(), run.began, run.node));
    }
    return how;
  }
}
