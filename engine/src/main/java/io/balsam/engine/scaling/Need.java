package io.balsam.engine.scaling;

import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.Demand;
import java.time.Duration;
import java.util.List;

/**
 * Jobs that wait and are alike in what they need.
 *
 * @param jobs number of jobs
 * @param nodes nodes that each fills: a share of one when it leaves room for others
 * @param time time that each takes; zero when it is not known
 * @param demand the jobs as the backlog has them
 */
record Need(long jobs, double nodes, Duration time, Demand demand) {

  /** What sums of shares may lack or exceed by rounding. */
  static final double ROUNDING = 1e-9;

  /**
   * Returns the need of some jobs. Those that are only expected to take longer than any allocation
   * are tried nevertheless.
   *
   * @param longest time that an allocation has for jobs at most
   * @param sizes what the nodes have, the largest first; empty when that is not known
   */
  static Need of(Demand demand, Duration longest, List<NodeSize> sizes) {
    Duration expected =
        demand.expected().compareTo(longest) <= 0 ? demand.expected() : Duration.ZERO;
    Duration time = demand.wallTime().isZero() ? expected : demand.wallTime();
    Need need = new Need(demand.jobs(), demand.nodesEach(), time, demand);
    double nodes = need.nodesOf(sizes);
    return nodes == Double.POSITIVE_INFINITY ? need : new Need(need.jobs(), nodes, time, demand);
  }

  /**
   * Returns the nodes that each fills where nodes have these sizes, the largest first; infinite
   * when each of these is too small.
   *
   * @param sizes empty when they are not known
   */
  double nodesOf(List<NodeSize> sizes) {
    if (sizes.isEmpty()) {
      return nodes;
    }
    int cores = demand.coresPerNode();
    double gpus = demand.gpusPerNode();
    long memory = demand.memoryPerNode();
    return sizes.stream()
        .filter(size -> size.holds(cores, gpus, memory))
        .findFirst()
        .map(size -> Math.max(demand.nodeShare(), size.share(cores, gpus, memory)))
        .map(share -> demand.nodes() > 1 ? demand.nodes() : share)
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Returns the least number of whole nodes on which one of the jobs runs. */
  int wholeNodes() {
    return (int) Math.ceil(nodes - ROUNDING);
  }

  /**
   * Returns how many of the jobs can run one after the other in a time; one of unknown length takes
   * all of it.
   */
  long rounds(Duration usable) {
    if (usable.isZero() || usable.isNegative()) {
      return 0;
    }
    return time.isZero() ? 1 : usable.toMillis() / Math.max(1, time.toMillis());
  }

  Need with(long left) {
    return new Need(left, nodes, time, demand);
  }
}
