package io.balsam.engine.process;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * End of a process.
 *
 * @param job number of the job
 * @param exitCode its exit code; null when a signal ended it or it never started
 * @param signal signal that ended it, 0 for none. A shell reports 128 + signal, and a program may
 *     return the same by itself: that is read as the signal, where the signal ends processes
 * @param cpu CPU time of it and its children; null where the system does not report it
 * @param peakKib peak resident memory of all its processes together in KiB, as far as it was
 *     sampled; empty when the process was too short to be sampled or the system does not report it
 * @param error why it could not be started, or was ended from outside; empty otherwise. A missing
 *     program has both this and exit code 127, one that cannot be executed 126; a process that was
 *     killed for its memory has it with a signal
 * @param manner how it came to its end
 */
public record ProcessEnd(
    long job,
    @Nullable Integer exitCode,
    int signal,
    @Nullable Duration cpu,
    OptionalLong peakKib,
    String error,
    Manner manner) {

  /** What shells add to the number of a signal. */
  static final int SIGNALLED = 128;

  static final int SIGKILL = 9;
  private static final int LAST_SIGNAL = 31;

  /** SIGCHLD, SIGCONT, those that stop a process, SIGURG and SIGWINCH, none of which ends one. */
  private static final Set<Integer> HARMLESS = Set.of(17, 18, 19, 20, 21, 22, 23, 28);

  /** Returns the end of a process that could not be started. */
  public static ProcessEnd notStarted(long job, Throwable why) {
    return Lack.of(why)
        .map(lack -> lacking(job, lack))
        .orElseGet(() -> notStarted(job, String.valueOf(why.getMessage())));
  }

  /** Returns the end of a job that was not started. */
  static ProcessEnd notStarted(long job, String why) {
    return notStarted(job, why, Manner.BY_ITSELF);
  }

  /**
   * Returns the end of a job that was not started, but may be when the missing resource is
   * available again.
   */
  static ProcessEnd lacking(long job, String what) {
    return notStarted(job, what, Manner.LACK);
  }

  private static ProcessEnd notStarted(long job, String why, Manner manner) {
    return new ProcessEnd(job, null, 0, null, OptionalLong.empty(), why, manner);
  }

  /**
   * Returns whether a status stands for a signal. Codes above those of the named signals are taken
   * for a program's own, though real-time signals have the same.
   */
  static boolean isSignal(int status) {
    int signal = status - SIGNALLED;
    return signal > 0 && signal <= LAST_SIGNAL && !HARMLESS.contains(signal);
  }

  /** Returns the status as shells report it: the exit code, or 128 plus the signal. */
  int status() {
    return exitCode == null ? SIGNALLED + signal : exitCode;
  }

  /** Returns this end with another {@link #status}. */
  ProcessEnd with(int status) {
    boolean signalled = isSignal(status);
    return new ProcessEnd(
        job,
        signalled ? null : status,
        signalled ? status - SIGNALLED : 0,
        cpu,
        peakKib,
        error,
        manner);
  }

  /** Returns this end as one without any action of the engine. */
  ProcessEnd byItself() {
    return new ProcessEnd(job, exitCode, signal, cpu, peakKib, error, Manner.BY_ITSELF);
  }

  /** Returns this end as one from outside; the runner's exit code is not the job's. */
  ProcessEnd because(Manner other, String why) {
    return new ProcessEnd(job, null, signal, cpu, peakKib, why, other);
  }

  /** Manner in which a process ended. */
  public enum Manner {
    /** It ended, or could not be started, without any action of the engine. */
    BY_ITSELF,

    /** {@link Spawner#end} had asked it to end while it was running. */
    TOLD,

    /**
     * The machine temporarily lacks a resource: the process was not started, and may be started
     * later.
     */
    LACK,

    /** Its ranks or their runner were ended from outside, or together with their node. */
    STOPPED,

    /** No rank of it was created, for no fault of the job. */
    NOT_CREATED
  }
}
