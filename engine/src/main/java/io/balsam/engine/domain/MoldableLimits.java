package io.balsam.engine.domain;

import java.util.OptionalDouble;

/**
 * Limits within which a run chooses numbers of nodes for its moldable jobs.
 *
 * @param nodeHours most that its moldable jobs are to take together; empty for no limit
 * @param efficiency least parallel efficiency, from 0 (no limit) to 1: node-hours of a job on the
 *     fewest nodes that it can start on, divided by those on the chosen number
 */
public record MoldableLimits(OptionalDouble nodeHours, double efficiency) {

  /** Limits of runs that set none: at least half of the node-hours must be of use. */
  public static final MoldableLimits DEFAULT = new MoldableLimits(OptionalDouble.empty(), 0.5);

  /** Checks the numbers. */
  public MoldableLimits {
    if (nodeHours.isPresent() && !(nodeHours.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "node-hours must be above 0, not " + nodeHours.getAsDouble());
    }
    if (!(efficiency >= 0 && efficiency <= 1)) {
      throw new IllegalArgumentException(
          "a parallel efficiency lies between 0 and 1, but not " + efficiency);
    }
  }
}
