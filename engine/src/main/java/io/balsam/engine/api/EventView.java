package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.Map;

/**
 * One transition of one job.
 *
 * @param seq its place in the store's order; pass it as {@code after} to read on
 * @param job whose
 * @param run the job's run
 * @param at when
 * @param from the state before
 * @param to the state after
 * @param cause what happened, in lower case with underscores
 * @param data exit code, message, last lines of output, …
 */
public record EventView(
    long seq,
    long job,
    long run,
    Instant at,
    JobState from,
    JobState to,
    String cause,
    Map<String, Object> data) {}
