package io.balsam.engine.launcher;

import java.time.Duration;

/**
 * How a launcher bears that its owner cannot be reached.
 *
 * @param firstPause before the second try; it doubles from try to try, and a part of it is chance
 * @param longestPause no pause is longer
 * @param giveUp after so long without the owner the launcher ends
 * @param endJobs whether it ends its jobs to give up; otherwise it waits until they have ended
 */
public record ReconnectPolicy(
    Duration firstPause, Duration longestPause, Duration giveUp, boolean endJobs) {

  /** Of a launcher: jobs are worth more than the connection. */
  public static ReconnectPolicy keepingJobs(Duration giveUp) {
    return new ReconnectPolicy(Duration.ofMillis(100), Duration.ofSeconds(15), giveUp, false);
  }

  /** Of a worker, whose master is on the same allocation and does not come back. */
  public static ReconnectPolicy endingJobs(Duration giveUp) {
    return new ReconnectPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), giveUp, true);
  }

  /** The pause before a further try, from 0 for the first. */
  Duration pause(int tries, double chance) {
    long most = longestPause.toMillis();
    long grown = firstPause.toMillis() << Math.min(tries, 20);
    long pause = grown < 0 ? most : Math.min(most, grown);
    return Duration.ofMillis(Math.round(pause * (0.5 + chance / 2)));
  }
}
