package io.balsam.simulator.time;

import java.time.Duration;

/**
 * Properties of connections between processes.
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
}
