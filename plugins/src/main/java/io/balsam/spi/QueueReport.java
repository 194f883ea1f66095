package io.balsam.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A queue as the batch system describes it.
 *
 * @param name as {@link BatchSubmission#queue()} takes it
 * @param open whether it takes BatchJobs now
 * @param maxNodes most nodes of one BatchJob; empty for no limit
 * @param maxWallTime longest BatchJob; empty for no limit
 * @param byDefault whether BatchJobs that name no queue go there
 */
public record QueueReport(
    String name,
    boolean open,
    OptionalInt maxNodes,
    Optional<Duration> maxWallTime,
    boolean byDefault) {

  /** Of one that must be named. */
  public QueueReport(
      String name, boolean open, OptionalInt maxNodes, Optional<Duration> maxWallTime) {
    this(name, open, maxNodes, maxWallTime, false);
  }
}
