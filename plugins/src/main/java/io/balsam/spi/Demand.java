package io.balsam.spi;

import java.time.Duration;
import java.util.Map;

/**
 * Runnable jobs that are alike in what they need.
 *
 * @param jobs number of jobs
 * @param nodes number of nodes of each
 * @param nodeShare least part of a node that each takes: 1 for whole nodes, 0 when only what it
 *     needs there counts
 * @param coresPerNode cores of each on each of its nodes
 * @param gpusPerNode GPUs of each on each of its nodes; a fraction shares a GPU
 * @param memoryPerNode bytes of each on each of its nodes; 0 when not specified
 * @param named other resources of each by name, of each node or of the site
 * @param wallTime time that each takes at most; zero when not specified
 * @param nodesEach nodes that each fills: a share of one when it leaves room for others, by what
 *     the nodes of the site have
 * @param expected time within which each is expected to end, learnt from earlier ones; zero when
 *     not known, or when there is a wall time
 * @param ranksPerNode processes of each on each of its nodes
 */
public record Demand(
    long jobs,
    int nodes,
    double nodeShare,
    int coresPerNode,
    double gpusPerNode,
    long memoryPerNode,
    Map<String, Integer> named,
    Duration wallTime,
    double nodesEach,
    Duration expected,
    int ranksPerNode) {

  public Demand {
    named = Map.copyOf(named);
  }

  /** Creates jobs of one process on each node, of which no time was learnt. */
  public Demand(
      long jobs,
      int nodes,
      double nodeShare,
      int coresPerNode,
      double gpusPerNode,
      long memoryPerNode,
      Map<String, Integer> named,
      Duration wallTime,
      double nodesEach) {
    this(
        jobs,
        nodes,
        nodeShare,
        coresPerNode,
        gpusPerNode,
        memoryPerNode,
        named,
        wallTime,
        nodesEach,
        Duration.ZERO,
        1);
  }

  /** Creates jobs that fill a whole node, or several. */
  public Demand(
      long jobs,
      int nodes,
      double nodeShare,
      int coresPerNode,
      double gpusPerNode,
      long memoryPerNode,
      Map<String, Integer> named,
      Duration wallTime) {
    this(jobs, nodes, nodeShare, coresPerNode, gpusPerNode, memoryPerNode, named, wallTime, nodes);
  }
}
