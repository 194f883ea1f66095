package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import java.time.Instant;
import java.util.Map;

/**
 * One transition of one job.
 *
 * @param job whose
 * @param at when
 * @param from the state before
 * @param to the state after
 * @param trigger what happened
 * @param data what there is to know of it: {@code message}, {@code exit_code}, {@code signal},
 *     {@code tail}, {@code attempt}, {@code node}, {@code parent}, …
 */
public record EventRow(
    long job, Instant at, JobState from, JobState to, Trigger trigger, Map<String, Object> data) {}
