package io.balsam.engine.process;

import java.time.Duration;
import java.util.function.Consumer;

/** Job that a helper is running. */
final class RunningJob {

  final ProcessSpec spec;
  final Consumer<ProcessEnd> onEnd;
  final long startNanos = System.nanoTime();

  /** Peak resident memory in KiB, as far as it was sampled; -1 if never sampled. */
  volatile long peakKib = -1;

  /** Sampled CPU time; only used when the helper can no longer report it. */
  volatile long sampledCpuNanos = -1;

  /** Bytes in use when the processes exceeded their memory limit; 0 for never. */
  volatile long tooMuch;

  /** Time of the sampler's last look at the records of ranks. */
  long ranksLookedAt = startNanos;

  /** Number of such looks by which all ranks had ended, and their runner had not. */
  int looksAfterRanks;

  private boolean toEnd;

  /** Whether it was asked to end while it ran, so that its helper will not be used again. */
  volatile boolean ending;

  /** Time at which the grace period is over that it was given. */
  private volatile long killNanos = startNanos;

  RunningJob(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
    this.spec = spec;
    this.onEnd = onEnd;
  }

  /** Requests the end of the job; returns whether this is the first request. */
  synchronized boolean askToEnd() {
    boolean first = !toEnd;
    toEnd = true;
    return first;
  }

  /** Notes that it is asked to end now. */
  void markEnding(Duration grace) {
    killNanos = System.nanoTime() + grace.toNanos();
    ending = true;
  }

  /** Returns the rest of the grace period; not positive when it is over, or never began. */
  Duration rest() {
    return Duration.ofNanos(killNanos - System.nanoTime());
  }

  long ageNanos() {
    return System.nanoTime() - startNanos;
  }
}
