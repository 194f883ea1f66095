package io.balsam.engine.plugin;

/**
 * What goes with a batch system where the settings say nothing else.
 *
 * @param scheduler its name, no alias
 * @param nodes name of the node discovery for its allocations
 * @param runner name of the MPI runner there
 */
public record SchedulerKin(String scheduler, String nodes, String runner) {

  /** Whether its allocations are on this machine. */
  public boolean here() {
    return nodes.equals("local");
  }
}
