package io.balsam.simulator.cluster;

/**
 * Queue of the simulated batch system. All queues share all nodes and one order of jobs; they
 * differ in what they accept.
 *
 * @param name name that requests use
 * @param maxNodes largest number of nodes of one job; {@link Integer#MAX_VALUE} for no limit
 * @param maxWallTime longest wall time of a job; {@link Long#MAX_VALUE} for no limit
 * @param maxQueued largest number of submitted jobs that may wait at a time; {@link
 *     Integer#MAX_VALUE} for no limit. Jobs of other users do not count
 */
public record BatchQueue(String name, int maxNodes, long maxWallTime, int maxQueued) {

  /** Creates a queue without limits. */
  public static BatchQueue unlimited(String name) {
    return new BatchQueue(name, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
  }
}
