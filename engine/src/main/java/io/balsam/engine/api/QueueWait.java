package io.balsam.engine.api;

import java.time.Duration;

/**
 * Time for which BatchJobs of about the same size waited in a queue lately.
 *
 * @param median time after which half of them had started
 * @param ninety time after which 90 % of them had started
 * @param samples number of BatchJobs that this rests on, some of which may wait still
 */
public record QueueWait(Time median, Time ninety, int samples) {

  /**
   * Time in a queue.
   *
   * @param length the time
   * @param atLeast whether it was longer, and how long is not known: too many of the BatchJobs have
   *     not started
   */
  public record Time(Duration length, boolean atLeast) {}
}
