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
 * Report of what has happened in a launcher since its last report.
 *
 * @param number from 1, rising with every report of a launcher; a report that is repeated because
 *     its answer was lost keeps its number, so that nothing is returned twice
 * @param begun jobs whose processes were started
 * @param ended jobs that ended; one that is not in {@code begun} of this or an earlier report began
 *     as well, unless its outcome is {@link Outcome#NOT_STARTED}
 * @param returned jobs that were leased and not begun, which the launcher returns
 * @param lack resource that its machine lacks to start more jobs now, a clause for people; empty
 *     for none
 * @param losses workers that it has lost, a clause for each; it runs nothing on their nodes any
 *     more
 */
public record Report(
    long number,
    List<Begun> begun,
    List<Ended> ended,
    List<Long> returned,
    String lack,
    List<String> losses) {

  public Report {
    // Reports of earlier versions do not have these.
    lack = Objects.requireNonNullElse(lack, "");
    losses = List.copyOf(Objects.requireNonNullElse(losses, List.of()));
    begun = List.copyOf(begun);
    ended = List.copyOf(ended);
    returned = List.copyOf(returned);
  }

  /** Creates the report of a launcher that lacks nothing. */
  public Report(long number, List<Begun> begun, List<Ended> ended, List<Long> returned) {
    this(number, begun, ended, returned, "", List.of());
  }

  /**
   * Returns this report without the returned jobs that are not in {@code kept}, for an owner that
   * was restarted meanwhile: it counts those as returned already, and may have assigned them again.
   */
  public Report of(List<OpenSession.Held> kept) {
    Set<Long> jobs = kept.stream().map(OpenSession.Held::job).collect(Collectors.toSet());
    return new Report(
        number, begun, ended, returned.stream().filter(jobs::contains).toList(), lack, losses);
  }

  /**
   * Start of a job's process.
   *
   * @param job number of the job
   * @param attempt as assigned
   * @param at time of the start
   */
  public record Begun(long job, int attempt, Instant at) {}

  /** Reason for the end of an attempt. */
  public enum Outcome {
    /** It ended by itself; the exit code or the signal shows how. */
    EXITED,
    /** It exceeded its wall time. */
    WALL_TIME,
    /** Its launcher stopped: out of time, on request, or because its worker was lost. */
    STOPPED,
    /** It could not be started; {@code error} gives the reason. */
    NOT_STARTED,
    /** Its node died, or something other than the launcher ended it; {@code error} says which. */
    CUT_OFF,
    /**
     * The batch system could not create it, for no fault of the job; {@code error} gives the
     * reason.
     */
    NOT_CREATED
  }

  /**
   * End of an attempt, whose resources are free again.
   *
   * @param job number of the job
   * @param attempt as assigned
   * @param began start of the attempt; null when it was not started
   * @param at end of the attempt
   * @param outcome reason for the end
   * @param exitCode its exit code; null when a signal ended it
   * @param signal signal that ended it, 0 for none
   * @param cpu CPU time of it and its children; null where not known
   * @param peakKib peak resident memory in KiB; empty where not known
   * @param error for people, what went wrong apart from the program's own end; empty for nothing
   * @param tail last lines of its output, when it ended badly
   * @param result value of a function, as in JSON
   * @param files files in its workdir when it ended well, in the engine's own format; empty for
   *     none
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
      // Launchers of earlier versions do not send it.
      files = Objects.requireNonNullElse(files, "");
    }

    /** Creates the end of an attempt that leaves no files. */
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
