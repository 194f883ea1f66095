package io.balsam.engine.plugin;

/**
 * Providers that belong to a batch system, used where the settings do not choose others.
 *
 * @param scheduler name of the batch system, not an alias
 * @param nodes name of the node discovery for its allocations
 * @param runner name of the MPI runner there
 */
public record SchedulerKin(String scheduler, String nodes, String runner) {

  /** Returns whether its allocations are on this machine. */
  public boolean here() {
    return nodes.equals("local");
  }
}
