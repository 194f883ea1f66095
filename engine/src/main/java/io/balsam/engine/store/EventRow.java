package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import java.time.Instant;
import java.util.Map;

/**
 * Transition of one job.
 *
 * @param job number of the job
 * @param at time of the transition
 * @param from state before
 * @param to state after
 * @param trigger cause of the transition
 * @param data further information: {@code message}, {@code exit_code}, {@code signal}, {@code
 *     tail}, {@code attempt}, {@code node}, {@code parent}, …
 */
public record EventRow(
    long job, Instant at, JobState from, JobState to, Trigger trigger, Map<String, Object> data) {}
