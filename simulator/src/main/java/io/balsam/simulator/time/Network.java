package io.balsam.simulator.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Connections between processes, and what they do to a message.
 *
 * @param delay of a message, at most
 * @param late delay of a message that is late, at most
 * @param lostShare probability that a message is lost
 * @param doubledShare probability that a request arrives twice
 * @param lateShare probability that a message is late
 */
public record Network(
    Duration delay, Duration late, double lostShare, double doubledShare, double lateShare) {

  /** Connections without faults. */
  public static final Network SOUND = new Network(Duration.ofMillis(5), Duration.ZERO, 0, 0, 0);

  /** Returns the delay of a message; negative when it is lost. */
  long delay(RandomGenerator random) {
    double fate = random.nextDouble();
    if (fate < lostShare) {
      return -1;
    }
    Duration most = fate < lostShare + lateShare ? late : delay;
    return (long) (most.toNanos() * (0.1 + 0.9 * random.nextDouble()));
  }

  /** Returns how often a request arrives that is not lost. */
  int copies(RandomGenerator random) {
    return random.nextDouble() < doubledShare ? 2 : 1;
  }
}
