package io.balsam.engine.store;

import io.balsam.engine.domain.Placement;

/**
 * A job that a session holds.
 *
 * @param job the job's number
 * @param session the session's
 * @param attempt the attempt it was leased for
 * @param placement where among the session's nodes
 */
public record LeaseRow(long job, long session, int attempt, Placement placement) {}
