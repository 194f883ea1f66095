package io.balsam.engine.process;

import java.util.function.Consumer;

/** A job that a helper is busy with. */
final class RunningJob {

  final ProcessSpec spec;
  final Consumer<ProcessEnd> onEnd;
  final long startNanos = System.nanoTime();

  /** As far as samples saw; -1 for never sampled. */
  volatile long peakKib = -1;

  /** CPU time the samples saw; only of use when the helper cannot tell any more. */
  volatile long sampledCpuNanos = -1;

  /** What its processes had when that was more than they may; 0 for never. */
  volatile long tooMuch;

  private boolean toEnd;

  /** It was told to end while it ran, so its helper will not be used again. */
  volatile boolean ending;

  RunningJob(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
    this.spec = spec;
    this.onEnd = onEnd;
  }

  /** Whether nobody asked before. */
  synchronized boolean askToEnd() {
    boolean first = !toEnd;
    toEnd = true;
    return first;
  }

  long ageNanos() {
    return System.nanoTime() - startNanos;
  }
}
