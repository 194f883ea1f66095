package io.balsam.engine.scaling;

import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.JobMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Nodes that are there, or were asked for, with one launcher.
 *
 * @param nodes number of nodes
 * @param usable time in which jobs can run there, from now on or from its start
 * @param mode how its launcher runs jobs
 * @param tags only jobs with all of these run there
 * @param sizes what its nodes have, the largest first; empty when that is not known
 * @param running whether it is there now
 */
record Allocation(
    int nodes,
    Duration usable,
    JobMode mode,
    Map<String, String> tags,
    List<NodeSize> sizes,
    boolean running) {

  /** Part of the launcher's own time in which it starts; the other part is for its end. */
  private static final Duration START = QueueLimits.LAUNCHER.dividedBy(2);

  /** Returns the allocation of a BatchJob, or the parts of it that have launchers of their own. */
  static List<Allocation> of(BatchJobInfo job, List<NodeSize> sizes, Instant now) {
    BatchJobRequest request = job.request();
    Duration wall = Duration.ofMinutes(request.wallMinutes()).minus(QueueLimits.LAUNCHER);
    boolean running = job.state() == BatchJobState.RUNNING;
    Instant began = job.began();
    Duration gone =
        running && began != null && began.plus(START).isBefore(now)
            ? Duration.between(began.plus(START), now)
            : Duration.ZERO;
    Duration usable = wall.minus(gone);
    if (request.partitions().isEmpty()) {
      return List.of(
          new Allocation(request.nodes(), usable, request.mode(), request.tags(), sizes, running));
    }
    return request.partitions().stream()
        .map(part -> new Allocation(part.nodes(), usable, part.mode(), part.tags(), sizes, running))
        .toList();
  }

  /**
   * Returns whether it takes the jobs that some rules are about. What they ask for may run jobs of
   * several ranks, unless they ask for serial launchers; a serial launcher cannot.
   */
  boolean serves(QueuePolicy policy) {
    boolean able = mode == JobMode.MPI || policy.mode() == JobMode.SERIAL;
    return able && policy.tags().entrySet().containsAll(tags.entrySet());
  }
}
