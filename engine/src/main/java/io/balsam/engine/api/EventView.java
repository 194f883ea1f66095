package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.Map;

/**
 * Transition of one job.
 *
 * @param seq sequence number in the store; pass it as {@code after} to read on
 * @param job number of the job
 * @param run run of the job
 * @param owner name of the principal who submitted the run
 * @param at time of the transition
 * @param from state before
 * @param to state after
 * @param cause cause of the transition, in lower case with underscores
 * @param data exit code, message, last lines of output, …
 */
public record EventView(
    long seq,
    long job,
    long run,
    String owner,
    Instant at,
    JobState from,
    JobState to,
    String cause,
    Map<String, Object> data) {}
