package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Job that has not ended, with what an engine needs to continue it: everything else is read when it
 * is needed.
 *
 * @param staging whether it has inputs or fills transfer slots
 */
public record OpenJob(
    long id,
    long run,
    String app,
    JobState state,
    int attempts,
    Resources resources,
    Duration wallTime,
    int priority,
    @Nullable Instant restartAt,
    boolean staging) {}
