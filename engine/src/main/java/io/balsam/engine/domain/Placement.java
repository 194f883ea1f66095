package io.balsam.engine.domain;

import java.util.List;

/**
 * Nodes, cores and GPUs on which a job runs.
 *
 * @param nodes positions in the launcher's node list, in order
 * @param cpuIds cores on its node; empty when it has nodes of its own
 * @param gpuIds GPUs on its node; several jobs with fractions may list the same one
 */
public record Placement(List<Integer> nodes, List<Integer> cpuIds, List<Integer> gpuIds) {}
