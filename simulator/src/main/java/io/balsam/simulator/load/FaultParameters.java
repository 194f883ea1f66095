package io.balsam.simulator.load;

import java.time.Duration;

/**
 * Frequency and length of faults. Times between faults and their lengths are exponential.
 *
 * @param nodeFailures mean time between two failures of one node; zero for none
 * @param repair mean time until a node is up again
 * @param outages mean time between two outages of the scheduler; zero for none
 * @param outage mean length of an outage
 */
public record FaultParameters(
    Duration nodeFailures, Duration repair, Duration outages, Duration outage) {

  /** Parameters of a machine that never fails. */
  public static final FaultParameters NONE =
      new FaultParameters(
          Duration.ZERO, Duration.ofHours(4), Duration.ZERO, Duration.ofMinutes(10));
}
