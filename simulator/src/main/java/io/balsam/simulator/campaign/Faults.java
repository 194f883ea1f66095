package io.balsam.simulator.campaign;

import io.balsam.simulator.time.Network;
import java.time.Duration;

/**
 * Faults of a campaign, each at moments that the seed decides.
 *
 * @param network of the launchers' calls
 * @param launcherLife mean time until a launcher is lost; zero for never
 * @param callShare probability that a call of the batch system fails
 * @param commits mean number of commits after which the owner is killed; 0 for never
 */
public record Faults(Network network, Duration launcherLife, double callShare, int commits) {

  /** No faults. */
  public static final Faults NONE = new Faults(Network.SOUND, Duration.ZERO, 0, 0);
}
