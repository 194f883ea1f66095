package io.balsam.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Current state of a BatchJob.
 *
 * @param id number of the BatchJob in this site
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
    BatchJobRequest request,
    BatchJobState state,
    String schedulerId,
    String message,
    Instant created,
    @Nullable Instant submitted,
    @Nullable Instant began,
    @Nullable Instant ended) {}
