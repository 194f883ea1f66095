package io.balsam.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The batch system's report on one BatchJob.
 *
 * @param state the state in Balsam's terms
 * @param reason the batch system's own state or reason; empty when there is none
 * @param started start of the script; null where the batch system does not report it
 * @param ended end of the script; null where the batch system does not report it
 */
public record BatchReport(
    BatchState state, String reason, @Nullable Instant started, @Nullable Instant ended) {

  /** Returns a report without times. */
  public static BatchReport of(BatchState state, String reason) {
    return new BatchReport(state, reason, null, null);
  }
}
