package io.balsam.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a batch system says of one BatchJob.
 *
 * @param state the state in our words
 * @param reason the batch system's own word or reason, empty when there is none
 * @param started when the script started, where the batch system tells
 * @param ended when the script ended, where the batch system tells
 */
public record BatchReport(
    BatchState state, String reason, @Nullable Instant started, @Nullable Instant ended) {

  /** A report without times. */
  public static BatchReport of(BatchState state, String reason) {
    return new BatchReport(state, reason, null, null);
  }
}
