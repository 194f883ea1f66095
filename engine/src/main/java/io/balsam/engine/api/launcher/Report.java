package io.balsam.engine.api.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a launcher since its last report.
 *
 * @param number from 1, rising with every report of a launcher; a report that is repeated because
 *     its answer was lost keeps its number, so that nothing is given back twice
 * @param begun jobs whose processes were started
 * @param ended jobs that ended; one that is not in {@code begun} of this or an earlier report began
 *     and ended all the same, unless it {@link Outcome#NOT_STARTED}
 * @param returned jobs leased and not begun that the launcher gives back
 * @param lack what its machine lacks to start more jobs now, a clause for people; empty for nothing
 */
public record Report(
    long number, List<Begun> begun, List<Ended> ended, List<Long> returned, String lack) {

  public Report {
    // One of an earlier version does not tell.
    lack = Objects.requireNonNullElse(lack, "");
    begun = List.copyOf(begun);
    ended = List.copyOf(ended);
    returned = List.copyOf(returned);
  }

  /** Of a launcher that lacks nothing. */
  public Report(long number, List<Begun> begun, List<Ended> ended, List<Long> returned) {
    this(number, begun, ended, returned, "");
  }

  /**
   * The same, for an owner that was started meanwhile: what that does not count as held was given
   * back already, and may have been ordered anew.
   */
  public Report of(List<OpenSession.Held> kept) {
    Set<Long> jobs = kept.stream().map(OpenSession.Held::job).collect(Collectors.toSet());
    return new Report(
        number, begun, ended, returned.stream().filter(jobs::contains).toList(), lack);
  }

  /**
   * A job's process was started.
   *
   * @param job the job's number
   * @param attempt as ordered
   * @param at when
   */
  public record Begun(long job, int attempt, Instant at) {}

  /** Why a run ended. */
  public enum Outcome {
    /** By itself; the exit code or the signal tells how. */
    EXITED,
    /** It ran longer than its wall time. */
    WALL_TIME,
    /** Its launcher stopped: out of time, told to, or its worker was lost. */
    STOPPED,
    /** It could not be started; {@code error} says why. */
    NOT_STARTED,
    /** Its node died, or somebody else than the launcher ended it; {@code error} says which. */
    CUT_OFF,
    /** The batch system could not create it; {@code error} says why. The job is not to blame. */
    NOT_CREATED
  }

  /**
   * A job's run has ended and its place is free.
   *
   * @param job the job's number
   * @param attempt as ordered
   * @param began when it was started; null when it was not
   * @param at when it ended
   * @param outcome why
   * @param exitCode its exit code; null when a signal ended it
   * @param signal the signal that ended it, 0 for none
   * @param cpu CPU time of it and its children; null where not known
   * @param peakKib peak resident memory; empty where not known
   * @param error for people, what went wrong beside the program's own end; empty for nothing
   * @param tail last lines of its output, when it ended badly
   * @param result a function's value, as JSON has it
   * @param files what is in its workdir when it ended well, as the engine writes it down; empty for
   *     nothing
   */
  public record Ended(
      long job,
      int attempt,
      @Nullable Instant began,
      Instant at,
      Outcome outcome,
      @Nullable Integer exitCode,
      int signal,
      @Nullable Duration cpu,
      OptionalLong peakKib,
      String error,
      List<String> tail,
      @Nullable Object result,
      String files) {

    public Ended {
      tail = List.copyOf(tail);
      // A launcher of an earlier version does not tell.
      files = Objects.requireNonNullElse(files, "");
    }

    /** The end of a run that leaves no files. */
    public Ended(
        long job,
        int attempt,
        @Nullable Instant began,
        Instant at,
        Outcome outcome,
        @Nullable Integer exitCode,
        int signal,
        @Nullable Duration cpu,
        OptionalLong peakKib,
        String error,
        List<String> tail,
        @Nullable Object result) {
      this(
          job, attempt, began, at, outcome, exitCode, signal, cpu, peakKib, error, tail, result,
          "");
    }
  }
}
