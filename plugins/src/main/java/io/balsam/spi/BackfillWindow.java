package io.balsam.spi;

import java.time.Duration;

/**
 * Idle nodes that are free until a planned job begins; a BatchJob that fits in starts at once.
 *
 * @param queue queue, partition or QOS whose BatchJobs may use the nodes
 * @param nodes number of nodes, at least 1
 * @param length time for which they stay free, from now on
 */
public record BackfillWindow(String queue, int nodes, Duration length) {}
