package io.balsam.spi;

import java.util.List;

/**
 * One node a launcher may use.
 *
 * @param name host name as the MPI runner wants it
 * @param cpuIds cores that jobs may use, not empty
 * @param gpuIds GPUs that jobs may use
 * @param gpuNames what jobs are told in place of these numbers, in the same order: the slices of
 *     GPUs cut up by MIG, for one; empty to tell the numbers
 */
public record Node(String name, List<Integer> cpuIds, List<Integer> gpuIds, List<String> gpuNames) {

  /** A node whose GPUs have no names. */
  public Node(String name, List<Integer> cpuIds, List<Integer> gpuIds) {
    this(name, cpuIds, gpuIds, List.of());
  }

  public Node {
    cpuIds = List.copyOf(cpuIds);
    gpuIds = List.copyOf(gpuIds);
    gpuNames = gpuNames == null ? List.of() : List.copyOf(gpuNames);
    if (!gpuNames.isEmpty() && gpuNames.size() != gpuIds.size()) {
      throw new IllegalArgumentException(
          "node " + name + " has " + gpuIds.size() + " GPUs and " + gpuNames.size() + " names");
    }
  }
}
