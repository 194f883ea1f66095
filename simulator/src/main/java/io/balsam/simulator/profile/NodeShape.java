package io.balsam.simulator.profile;

/**
 * Resources of each node.
 *
 * @param cores number of cores, at least 1
 * @param gpus number of GPUs
 * @param memory bytes; 0 when not known
 */
public record NodeShape(int cores, int gpus, long memory) {}
