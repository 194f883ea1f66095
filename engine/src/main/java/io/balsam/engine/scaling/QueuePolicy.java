package io.balsam.engine.scaling;

import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.JobMode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules by which allocations of one queue are asked for.
 *
 * @param module service module whose settings these are
 * @param queue queue to submit to; empty for the site's default
 * @param project project to charge; empty for the site's default
 * @param mode how launchers run jobs there
 * @param tags only jobs with all of these count, and run there; empty for any
 * @param nodes nodes of one allocation
 * @param minutes wall minutes of one allocation
 * @param padMinutes part of the length of a backfill window that is not asked for
 * @param patience longest time in the queue before a BatchJob is asked for anew in another shape;
 *     zero for no limit
 * @param maxQueued number of its BatchJobs that may be queued and running at a time
 * @param windows how backfill windows are used
 * @param constant number of BatchJobs to be kept queued and running, whatever waits; 0 to ask for
 *     what the waiting jobs need
 * @param nodeHoursPerDay limit of what its BatchJobs of the last 24 hours may use; 0 for none
 * @param nodeHoursOfProject limit of what all BatchJobs charged to the project may use in all; 0
 *     for none
 * @param quiet part of each day in which nothing is asked for; null for none
 */
record QueuePolicy(
    String module,
    String queue,
    String project,
    JobMode mode,
    Map<String, String> tags,
    Range nodes,
    Range minutes,
    int padMinutes,
    Duration patience,
    int maxQueued,
    Windows windows,
    int constant,
    int nodeHoursPerDay,
    int nodeHoursOfProject,
    @Nullable QuietHours quiet) {

  /** Ways to use backfill windows. */
  enum Windows {
    /** The length of an allocation does not depend on them. */
    IGNORED,
    /** What fits in them is asked for to fit; the rest waits in the queue. */
    PREFERRED,
    /** Nothing else is asked for, where the batch system reports them. */
    ONLY
  }

  QueuePolicy {
    tags = Map.copyOf(tags);
  }

  /** Returns whether a BatchJob was asked for by rules like these. */
  boolean isOwn(BatchJobInfo job) {
    return job.owner().equals(module)
        && (queue.isEmpty() || job.request().queue().equals(queue))
        && job.request().tags().equals(tags);
  }
}
