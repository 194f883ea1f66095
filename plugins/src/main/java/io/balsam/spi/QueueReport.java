package io.balsam.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Queue as the batch system describes it.
 *
 * @param name name as {@link BatchSubmission#queue()} takes it
 * @param open whether it accepts BatchJobs now
 * @param maxNodes largest number of nodes of one BatchJob; empty for no limit
 * @param maxWallTime longest wall time of a BatchJob; empty for no limit
 * @param byDefault whether BatchJobs that name no queue go there
 */
public record QueueReport(
    String name,
    boolean open,
    OptionalInt maxNodes,
    Optional<Duration> maxWallTime,
    boolean byDefault) {

  /** Creates a report on a queue that is not the default one. */
  public QueueReport(
      String name, boolean open, OptionalInt maxNodes, Optional<Duration> maxWallTime) {
    this(name, open, maxNodes, maxWallTime, false);
  }
}
