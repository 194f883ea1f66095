package io.balsam.engine.process;

import java.util.concurrent.TimeUnit;

/** Time of a helper's next sample, as {@link System#nanoTime}. Guarded by the helper. */
final class SampleDue {

  static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  static final long FOR_EVER = TimeUnit.DAYS.toNanos(365);
  private static final long SLOWEST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LEFTOVER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private boolean forJob;
  private boolean forLeftovers;
  private long jobAt;
  private long leftoversAt;

  void started(long now) {
    forJob = true;
    jobAt = now + FIRST_NANOS;
  }

  void ended(long now) {
    forJob = false;
    if (!forLeftovers) {
      forLeftovers = true;
      leftoversAt = now + LEFTOVER_NANOS;
    }
  }

  /** Notes a sample during which the job (of this age), or none, was running all the time. */
  void seen(long now, long age) {
    jobAt = now + Math.min(SLOWEST_NANOS, Math.max(FIRST_NANOS, age));
    forLeftovers = false;
  }

  /** Notes a sample that does not count, because a job began or ended meanwhile. */
  void missed(long now) {
    leftoversAt = now + LEFTOVER_NANOS;
  }

  long nanosFrom(long now) {
    long job = forJob ? jobAt - now : FOR_EVER;
    return Math.min(job, forLeftovers ? leftoversAt - now : FOR_EVER);
  }
}
