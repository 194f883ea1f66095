package io.balsam.engine.store;

import io.balsam.engine.domain.Placement;

/**
 * Lease: a job that a session holds.
 *
 * @param job number of the job
 * @param session number of the session
 * @param attempt attempt for which it was leased
 * @param placement nodes, cores and GPUs within the session
 */
public record LeaseRow(long job, long session, int attempt, Placement placement) {}
