package io.balsam.spi;

import java.time.Duration;

/**
 * Idle nodes that are free until a planned job begins; a BatchJob that fits in starts at once.
 *
 * @param queue queue, partition or QOS whose BatchJobs may use the nodes
 * @param nodes number of nodes, at least 1
 * @param length time for which they stay free, from now on; {@link #NO_END} when no job is planned
 *     there
 */
public record BackfillWindow(String queue, int nodes, Duration length) {

  /** Length of a window without an end. */
  public static final Duration NO_END = Duration.ofDays(365);

  /** Returns whether the nodes stay free as long as nobody asks for them. */
  public boolean endless() {
    return length.compareTo(NO_END) >= 0;
  }
}
