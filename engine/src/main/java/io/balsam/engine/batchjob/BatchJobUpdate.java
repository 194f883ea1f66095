package io.balsam.engine.batchjob;

import io.balsam.spi.BatchJobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Change of a BatchJob reported by the batch_job_manager. Null means no change.
 *
 * @param id its id in this site
 * @param state its state, by {@link io.balsam.engine.lifecycle.BatchJobLife}
 * @param schedulerId the batch system's id
 * @param message the batch system's message
 * @param submitted when the batch system took it
 * @param began when the allocation began
 * @param ended when it ended
 */
public record BatchJobUpdate(
    long id,
    @Nullable BatchJobState state,
    @Nullable String schedulerId,
    @Nullable String message,
    @Nullable Instant submitted,
    @Nullable Instant began,
    @Nullable Instant ended) {

  /** Returns a change of the state with a message, and nothing else. */
  public static BatchJobUpdate to(long id, BatchJobState state, @Nullable String message) {
    return new BatchJobUpdate(id, state, null, message, null, null, null);
  }

  /** Returns the change of a BatchJob that the batch system has taken. */
  public static BatchJobUpdate submitted(long id, String schedulerId, Instant at) {
    return new BatchJobUpdate(id, BatchJobState.QUEUED, schedulerId, "", at, null, null);
  }
}
