package io.balsam.simulator.campaign;

import io.balsam.simulator.time.Network;
import java.time.Duration;

/**
 * Faults of a campaign, each at moments that the seed decides.
 *
 * @param network of the launchers' calls
 * @param launcherLife mean time until a launcher is lost; zero for never
 * @param callShare probability that a call of the batch system fails, and that its answer is late
 * @param effects mean number of commits, and of calls of the batch system, after which the owner is
 *     killed, just before or just after one; of messages six times as many; 0 for never
 * @param slowShare probability that a commit keeps the disk busy for up to {@link #SLOWEST}
 * @param cancels mean time between two cancellations by the user; zero for none
 */
public record Faults(
    Network network,
    Duration launcherLife,
    double callShare,
    int effects,
    double slowShare,
    Duration cancels) {

  /** Longest time for which a commit keeps the disk busy: longer than launchers may be silent. */
  public static final Duration SLOWEST = Duration.ofSeconds(90);

  /** No faults. */
  public static final Faults NONE =
      new Faults(Network.SOUND, Duration.ZERO, 0, 0, 0, Duration.ZERO);
}
