package io.balsam.engine.dispatch;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.time.Instant;

/** Delays jobs that are run again until their time has come. */
public final class RetryBackoff {

  private final EngineParts parts;

  public RetryBackoff(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns whether a runnable job may run now; otherwise it is looked at again when it may. */
  public boolean over(Job job) {
    Instant restartAt = job.run().backOff.get(job.id());
    if (restartAt != null && restartAt.isAfter(parts.batch.now())) {
      Duration pause = Duration.between(parts.batch.now(), restartAt);
      parts.batch.after(() -> parts.timers.in(pause, () -> parts.loop.post(() -> release(job))));
      return false;
    }
    job.run().backOff.remove(job.id());
    return true;
  }

  private void release(Job job) {
    if (job.state() == JobState.RESTART_READY && job.run().backOff.containsKey(job.id())) {
      parts.lifecycle.schedule(job);
    }
  }
}
