package io.balsam.engine.dispatch;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.packing.JobTime;
import java.util.List;

/** Times that jobs are expected to take, with what they depend on read for many jobs at once. */
public final class ExpectedTimes {

  private final EngineParts parts;
  private final JobPrefetch ahead;

  public ExpectedTimes(EngineParts parts) {
    this.parts = parts;
    ahead = new JobPrefetch(parts);
  }

  /** Returns the job's wall time, or what was learnt of such jobs. On the event loop's thread. */
  public JobTime of(Job job) {
    if (parts.runTimes.readsParameters(job)) {
      ahead.of(List.of(job.id()));
    }
    return parts.runTimes.time(job);
  }
}
