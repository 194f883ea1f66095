package io.balsam.engine.launcher;

import java.time.Duration;

/**
 * Policy of a launcher whose owner cannot be reached.
 *
 * @param firstPause before the second try; it doubles from try to try, and a part of it is random
 * @param longestPause no pause is longer
 * @param giveUp time without the owner after which the launcher ends
 * @param endJobs whether it ends its jobs then; otherwise it waits until they have ended
 */
public record ReconnectPolicy(
    Duration firstPause, Duration longestPause, Duration giveUp, boolean endJobs) {

  /** Returns the policy of a launcher: jobs are worth more than the connection. */
  public static ReconnectPolicy keepingJobs(Duration giveUp) {
    return new ReconnectPolicy(Duration.ofMillis(100), Duration.ofSeconds(15), giveUp, false);
  }

  /**
   * Returns the policy of a worker, whose master is in the same allocation and does not come back.
   */
  public static ReconnectPolicy endingJobs(Duration giveUp) {
    return new ReconnectPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), giveUp, true);
  }

  /**
   * Returns the pause before a further try, from 0 for the first.
   *
   * @param chance from 0 to 1; shortens the pause by up to a half
   */
  public Duration pause(int tries, double chance) {
    long most = longestPause.toMillis();
    long grown = firstPause.toMillis() << Math.min(tries, 20);
    long pause = grown < 0 ? most : Math.min(most, grown);
    return Duration.ofMillis(Math.round(pause * (0.5 + chance / 2)));
  }
}
