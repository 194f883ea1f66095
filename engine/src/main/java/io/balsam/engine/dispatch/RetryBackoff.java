package io.balsam.engine.dispatch;

import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.EventLoop;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.LifecycleDriver;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.time.Instant;

/** Delays jobs that are run again until their time has come. */
public final class RetryBackoff {

  private final CommitBatch batch;
  private final LifecycleDriver lifecycle;
  private final EventLoop loop;
  private final Timers timers;

  public RetryBackoff(EngineParts parts) {
    batch = parts.batch;
    lifecycle = parts.lifecycle;
    loop = parts.loop;
    timers = parts.timers;
  }

  /** Returns whether a runnable job may run now; otherwise it is looked at again when it may. */
  public boolean over(Job job) {
    Instant restartAt = job.run().backOff.get(job.id());
    if (restartAt != null && restartAt.isAfter(batch.now())) {
      Duration pause = Duration.between(batch.now(), restartAt);
      batch.after(() -> timers.in(pause, () -> loop.post(() -> again(job))));
      return false;
    }
    job.run().backOff.remove(job.id());
    return true;
  }

  private void again(Job job) {
    if (job.state() == JobState.RESTART_READY && job.run().backOff.containsKey(job.id())) {
      lifecycle.look(job);
    }
  }
}
