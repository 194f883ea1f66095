package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that has not ended, as an engine needs it to go on: all else is read when it is due.
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
