package io.balsam.simulator.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One process of a job, as its node saw it.
 *
 * @param allocation the batch system's id of its allocation
 * @param ended when it was gone; null while it runs
 * @param whole whether it ended by itself
 * @param exitCode its exit code; null unless it ended by itself
 */
public record Execution(
    long job,
    int attempt,
    String allocation,
    Instant began,
    @Nullable Instant ended,
    boolean whole,
    @Nullable Integer exitCode) {}
