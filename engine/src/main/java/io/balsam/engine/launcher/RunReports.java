package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Report.Outcome;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.launcher.RunningAssignment.Ending;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessEnd.Manner;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds reports of how attempts ended. */
final class RunReports {

  private RunReports() {}

  /**
   * Returns the report of a process.
   *
   * @param files the files it made, when it succeeded
   */
  static Report.Ended of(
      RunningAssignment run, ProcessEnd end, List<String> tail, String files, Instant at) {
    boolean stopped = end.manner() == Manner.STOPPED;
    boolean started = stopped || end.error().isEmpty() || end.exitCode() != null;
    Outcome outcome = byItself(run, end) ? Outcome.EXITED : outcome(run, end.manner(), started);
    return new Report.Ended(
        run.assignment.job(),
        run.assignment.attempt(),
        started ? run.began : null,
        at,
        outcome,
        outcome == Outcome.EXITED ? end.exitCode() : null,
        end.signal(),
        end.cpu(),
        end.peakKib(),
        end.error(),
        tail,
        null,
        files);
  }

  /**
   * Returns whether it had finished before it was asked to end, though that is known only now. Of
   * one asked to stop only success counts: the batch system may have signalled it before we did.
   */
  private static boolean byItself(RunningAssignment run, ProcessEnd end) {
    return end.manner() == Manner.BY_ITSELF
        && end.exitCode() != null
        && (end.exitCode() == 0 || run.ending == Ending.WALL_TIME);
  }

  /**
   * Returns the report of a function.
   *
   * @param message the failure, empty for none
   * @param files the files it made, when it succeeded
   */
  static Report.Ended of(
      RunningAssignment run, FunctionRunner.End end, String message, String files, Instant at) {
    Throwable error = end.error();
    Outcome outcome = outcome(run, Manner.BY_ITSELF, true);
    boolean byItself = outcome == Outcome.EXITED;
    return new Report.Ended(
        run.assignment.job(),
        run.assignment.attempt(),
        run.began,
        at,
        outcome,
        byItself ? (Integer) (error == null ? 0 : 1) : null,
        0,
        null,
        OptionalLong.empty(),
        message,
        List.of(),
        byItself && error == null ? end.result() : null,
        files);
  }

  /** Returns the report of an attempt that could not be started. */
  static Report.Ended notStarted(RunningAssignment run, String why, Instant at) {
    return ended(run, null, at, Outcome.NOT_STARTED, why);
  }

  /** Returns the report of an attempt that was asked to end and did not. */
  static Report.Ended silent(RunningAssignment run, Instant at) {
    return ended(
        run, run.began, at, outcome(run, Manner.TOLD, true), "it did not end when it was asked to");
  }

  private static Report.Ended ended(
      RunningAssignment run, @Nullable Instant began, Instant at, Outcome outcome, String error) {
    return new Report.Ended(
        run.assignment.job(),
        run.assignment.attempt(),
        began,
        at,
        outcome,
        null,
        0,
        null,
        OptionalLong.empty(),
        error,
        List.of(),
        null);
  }

  /** Returns the report with a reason in front of its error. */
  static Report.Ended because(String why, Report.Ended end) {
    return new Report.Ended(
        end.job(),
        end.attempt(),
        end.began(),
        end.at(),
        end.outcome(),
        end.exitCode(),
        end.signal(),
        end.cpu(),
        end.peakKib(),
        end.error().isEmpty() || why.contains(end.error()) ? why : why + "; " + end.error(),
        end.tail(),
        end.result(),
        end.files());
  }

  private static Outcome outcome(RunningAssignment run, Manner manner, boolean started) {
    if (run.ending == Ending.NO) {
      return switch (manner) {
        case STOPPED -> Outcome.CUT_OFF;
        case NOT_CREATED -> Outcome.NOT_CREATED;
        default -> started ? Outcome.EXITED : Outcome.NOT_STARTED;
      };
    }
    return run.ending == Ending.WALL_TIME ? Outcome.WALL_TIME : Outcome.STOPPED;
  }
}
