package io.balsam.simulator.cluster;

/**
 * Nodes that are free until the first waiting job is to start.
 *
 * @param nodes number of nodes, at least 1
 * @param length wall time of a job that fits, preparation left out; {@link Long#MAX_VALUE} for no
 *     limit
 */
public record Window(int nodes, long length) {}
