package io.balsam.engine.domain;

import java.util.List;

/**
 * Where a job runs.
 *
 * @param nodes positions in the launcher's node list, in order
 * @param cpuIds cores on its node; empty when it has nodes of its own
 * @param gpuIds GPUs on its node; the same one may be listed by several jobs with fractions
 */
public record Placement(List<Integer> nodes, List<Integer> cpuIds, List<Integer> gpuIds) {}
