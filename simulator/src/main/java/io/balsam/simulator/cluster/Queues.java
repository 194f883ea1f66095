package io.balsam.simulator.cluster;

import java.util.Collection;
import java.util.Optional;

/** Limits of the queues. */
final class Queues {

  private static final long SECOND = 1_000_000_000;

  private final ClusterSetup setup;

  Queues(ClusterSetup setup) {
    this.setup = setup;
  }

  /** Returns whether a job's queue exists and takes jobs of its size. */
  boolean take(JobRequest request) {
    return queue(request).filter(queue -> limit(queue, request).isEmpty()).isPresent();
  }

  /**
   * Checks a job that is to be submitted.
   *
   * @param ours submitted jobs, of which those that wait count
   * @throws RefusedException when its queue does not accept it
   */
  void check(JobRequest request, Collection<Job> ours) {
    BatchQueue queue =
        queue(request)
            .orElseThrow(
                () -> new RefusedException("no queue '%s'".formatted(request.queue()), false));
    limit(queue, request)
        .ifPresent(
            limit -> {
              throw new RefusedException(limit, false);
            });
    if (ours.stream().filter(job -> waits(job, queue)).count() >= queue.maxQueued()) {
      throw new RefusedException(
          "queue '%s': the limit of waiting jobs of a user is %d"
              .formatted(queue.name(), queue.maxQueued()),
          true);
    }
  }

  private Optional<BatchQueue> queue(JobRequest request) {
    return request.queue().isEmpty()
        ? Optional.of(setup.queues().get(0))
        : setup.queues().stream().filter(queue -> queue.name().equals(request.queue())).findFirst();
  }

  private Optional<String> limit(BatchQueue queue, JobRequest request) {
    int most = Math.min(queue.maxNodes(), setup.nodes());
    if (request.nodes() > most) {
      return Optional.of("queue '%s' takes jobs of at most %d nodes".formatted(queue.name(), most));
    }
    return request.wallTime() <= queue.maxWallTime()
        ? Optional.empty()
        : Optional.of(
            "queue '%s' takes jobs of at most %d s"
                .formatted(queue.name(), queue.maxWallTime() / SECOND));
  }

  private boolean waits(Job job, BatchQueue queue) {
    return job.state() == JobState.WAITING && queue(job.request).filter(queue::equals).isPresent();
  }
}
