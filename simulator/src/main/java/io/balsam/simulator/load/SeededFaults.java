package io.balsam.simulator.load;

import io.balsam.simulator.cluster.Incident;
import io.balsam.simulator.cluster.Incident.NodeFailure;
import io.balsam.simulator.cluster.Incident.Outage;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/** Stream of faults from a seed; endless, unless there are none. */
public final class SeededFaults implements Iterator<Incident> {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final FaultParameters parameters;
  private final int nodes;
  private final Random random;
  private double failureAt;
  private double outageAt;

  /**
   * Creates a stream.
   *
   * @param nodes number of nodes of the machine
   */
  public SeededFaults(FaultParameters parameters, int nodes, long seed) {
    this.parameters = parameters;
    this.nodes = nodes;
    this.random = new Random(seed);
    this.failureAt = gap(parameters.nodeFailures(), nodes);
    this.outageAt = gap(parameters.outages(), 1);
  }

  @Override
  public boolean hasNext() {
    return Math.min(failureAt, outageAt) < NEVER;
  }

  @Override
  public Incident next() {
    if (!hasNext()) {
      throw new NoSuchElementException("a machine without faults");
    }
    if (failureAt <= outageAt) {
      long at = Math.round(failureAt);
      failureAt += gap(parameters.nodeFailures(), nodes);
      return new NodeFailure(at, random.nextInt(nodes), length(parameters.repair()));
    }
    long at = Math.round(outageAt);
    outageAt += gap(parameters.outages(), 1);
    return new Outage(at, length(parameters.outage()));
  }

  private double gap(Duration mean, int sources) {
    return mean.isZero() ? NEVER : exponential(mean) / sources;
  }

  private long length(Duration mean) {
    return Math.max(1, Math.round(exponential(mean)));
  }

  private double exponential(Duration mean) {
    return -StrictMath.log(1 - random.nextDouble()) * mean.toNanos();
  }
}
