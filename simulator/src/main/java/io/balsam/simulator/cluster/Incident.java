package io.balsam.simulator.cluster;

/** Fault of the machine or of its scheduler at a time. */
public sealed interface Incident {

  /** Returns the time at which it begins. */
  long at();

  /**
   * Failure of a node. The job on it ends.
   *
   * @param node number of the node, from 0
   * @param repair time until it is up again
   */
  record NodeFailure(long at, int node, long repair) implements Incident {}

  /**
   * Outage of the scheduler. Running jobs continue, nothing starts, calls are not answered.
   *
   * @param length time until it answers again
   */
  record Outage(long at, long length) implements Incident {}
}
