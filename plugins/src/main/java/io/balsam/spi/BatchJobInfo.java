package io.balsam.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A BatchJob as it stands.
 *
 * @param id its number in this site
 * @param request what was asked for, defaults filled in
 * @param state where it is
 * @param schedulerId the batch system's id; empty before it has one
 * @param message the batch system's or the site's own words on why it is as it is; empty for none
 * @param created when it was asked for
 * @param submitted when the batch system took it
 * @param began when the allocation began
 * @param ended when it ended
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
