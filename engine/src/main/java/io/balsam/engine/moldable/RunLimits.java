package io.balsam.engine.moldable;

/**
 * Limits within which a run is to end as soon as possible.
 *
 * @param machineNodes number of nodes that there are, at least 1
 * @param nodeHours most that all jobs may take together; infinite for no limit
 * @param efficiency least parallel efficiency, from 0 (no limit) to 1: node-seconds on the fewest
 *     nodes that a job can run on, divided by those on the chosen number
 */
public record RunLimits(int machineNodes, double nodeHours, double efficiency) {

  /** Checks the numbers. */
  public RunLimits {
    if (machineNodes < 1) {
      throw new IllegalArgumentException("a machine has at least 1 node, not " + machineNodes);
    }
    if (!(nodeHours >= 0)) {
      throw new IllegalArgumentException("node-hours must be at least 0, not " + nodeHours);
    }
    if (!(efficiency >= 0 && efficiency <= 1)) {
      throw new IllegalArgumentException(
          "a parallel efficiency lies between 0 and 1, but not " + efficiency);
    }
  }

  boolean allow(double nodeSeconds) {
    return nodeSeconds <= 3600 * nodeHours;
  }
}
