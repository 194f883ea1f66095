package io.balsam.engine.scaling;

import io.balsam.spi.Demand;
import java.time.Duration;

/**
 * Jobs that wait and are alike in what they need.
 *
 * @param jobs number of jobs
 * @param nodes nodes that each fills: a share of one when it leaves room for others
 * @param time time that each takes; zero when it is not known
 */
record Need(long jobs, double nodes, Duration time) {

  /** What sums of shares may lack or exceed by rounding. */
  static final double ROUNDING = 1e-9;

  /**
   * Returns the need of some jobs. Those that are only expected to take longer than any allocation
   * are tried nevertheless.
   *
   * @param longest time that an allocation has for jobs at most
   */
  static Need of(Demand demand, Duration longest) {
    Duration expected =
        demand.expected().compareTo(longest) <= 0 ? demand.expected() : Duration.ZERO;
    return new Need(
        demand.jobs(),
        demand.nodesEach(),
        demand.wallTime().isZero() ? expected : demand.wallTime());
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
    return new Need(left, nodes, time);
  }
}
