package io.balsam.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Current state of a BatchJob.
 *
 * @param id number of the BatchJob in this site
 * @param owner name of the user who asked for it; empty when it is not known
 * @param request the request, with defaults filled in
 * @param state its state
 * @param schedulerId the batch system's id; empty until it has one
 * @param message explanation of the state in the words of the batch system or the site; empty for
 *     none
 * @param created time of the request
 * @param submitted time at which the batch system accepted it
 * @param began start of the allocation
 * @param ended end of the BatchJob
 */
public record BatchJobInfo(
    long id,
    String owner,
    BatchJobRequest request,
    BatchJobState state,
    String schedulerId,
    String message,
    Instant created,
    @Nullable Instant submitted,
    @Nullable Instant began,
    @Nullable Instant ended) {

  /** Creates the state of a BatchJob whose owner is not known. */
  public BatchJobInfo(
      long id,
      BatchJobRequest request,
      BatchJobState state,
      String schedulerId,
      String message,
      Instant created,
      @Nullable Instant submitted,
      @Nullable Instant began,
      @Nullable Instant ended) {
    this(id, "", request, state, schedulerId, message, created, submitted, began, ended);
  }
}
