package io.balsam.spi;

import java.time.Duration;

/**
 * Nodes that stand idle until a job planned for them begins. A BatchJob that fits in starts at
 * once.
 *
 * @param queue the queue, partition or QOS whose BatchJobs may use it
 * @param nodes how many nodes, at least 1
 * @param length how long they stay free from now on
 */
public record BackfillWindow(String queue, int nodes, Duration length) {}
