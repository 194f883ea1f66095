package io.balsam.engine.process;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended.
 *
 * @param job the job's number
 * @param exitCode its exit code; null when a signal ended it or it never started
 * @param signal the signal that ended it, 0 for none; codes from 129 to 192 are read as 128 +
 *     signal, as shells tell them
 * @param cpu CPU time of it and its children; null where the system does not tell
 * @param peakKib peak resident memory of all its processes together, as far as samples saw; empty
 *     when it was too short to be sampled or the system does not tell
 * @param error why it could not be started, or was ended by others; empty otherwise. A program that
 *     is missing has both this and exit code 127, one that cannot be executed 126; one that we
 *     killed for its memory has it with a signal
 * @param manner whose doing it was
 */
public record ProcessEnd(
    long job,
    @Nullable Integer exitCode,
    int signal,
    @Nullable Duration cpu,
    OptionalLong peakKib,
    String error,
    Manner manner) {

  /** Of one that could not be started. */
  public static ProcessEnd notStarted(long job, Throwable why) {
    return Lack.of(why)
        .map(lack -> Outcome.lacking(job, lack))
        .orElseGet(() -> Outcome.notStarted(job, String.valueOf(why.getMessage())));
  }

  /** As shells tell it: its exit code, or 128 and the signal. */
  int status() {
    return exitCode == null ? Outcome.SIGNALLED + signal : exitCode;
  }

  /** The same with another {@link #status}. */
  ProcessEnd with(int status) {
    boolean signalled = Outcome.isSignal(status);
    return new ProcessEnd(
        job,
        signalled ? null : status,
        signalled ? status - Outcome.SIGNALLED : 0,
        cpu,
        peakKib,
        error,
        manner);
  }

  /** The same, not ended by itself; what its runner's exit code says is not the job's. */
  ProcessEnd because(Manner other, String why) {
    return new ProcessEnd(job, null, signal, cpu, peakKib, why, other);
  }

  /** How it came to its end. */
  public enum Manner {
    /** It ended, or could not be started, without anything done by us. */
    BY_ITSELF,

    /** {@link Spawner#end} had told it to end while it was running. */
    TOLD,

    /**
     * The machine lacks something that comes back: it was not started, and may be started later.
     */
    LACK,

    /** Its ranks were ended by somebody else, or with their node, or their runner was. */
    STOPPED,

    /** No rank of it was created, which is not its fault. */
    NOT_CREATED
  }
}
