package io.balsam.engine.run.place;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.run.loop.Batch;
import io.balsam.engine.run.loop.Job;
import io.balsam.engine.run.loop.Lives;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.threads.Timers;
import java.time.Duration;
import java.time.Instant;

/** Keeps jobs that are run again waiting until their time has come. */
public final class Pauses {

  private final Batch batch;
  private final Lives lives;
  private final Loop loop;
  private final Timers timers;

  public Pauses(EngineParts parts) {
    batch = parts.batch;
    lives = parts.lives;
    loop = parts.loop;
    timers = parts.timers;
  }

  /** Whether a runnable job may run now; otherwise it is looked at again when it may. */
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
      lives.look(job);
    }
  }
}
