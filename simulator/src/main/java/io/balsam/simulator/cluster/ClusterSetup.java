package io.balsam.simulator.cluster;

import java.util.List;

/**
 * Size and properties of a simulated batch system.
 *
 * @param nodes number of nodes, at least 1
 * @param queues at least one; requests that name none go to the first
 * @param preparation time between the allocation of a job's nodes and the start of its script
 * @param interval least time between two passes of the scheduler; with 0 it reacts at once
 * @param depth number of waiting jobs that one pass examines for backfill, at least 1
 */
public record ClusterSetup(
    int nodes, List<BatchQueue> queues, long preparation, long interval, int depth) {

  /** Number of jobs that Slurm's backfill examines by default. */
  public static final int USUAL_DEPTH = 500;

  public ClusterSetup {
    queues = List.copyOf(queues);
    if (nodes < 1 || queues.isEmpty() || preparation < 0 || interval < 0 || depth < 1) {
      throw new IllegalArgumentException("a cluster without nodes, queues or depth");
    }
  }

  /** Creates a setup with one queue without limits and a scheduler that reacts at once. */
  public static ClusterSetup of(int nodes) {
    return new ClusterSetup(nodes, List.of(BatchQueue.unlimited("batch")), 0, 0, USUAL_DEPTH);
  }
}
