package io.balsam.spi;

import java.util.List;
import java.util.Map;

/**
 * One node a launcher may use.
 *
 * @param name host name as the MPI runner wants it
 * @param cpuIds cores that jobs may use, not empty
 * @param gpuIds GPUs that jobs may use
 * @param gpuNames what jobs are told in place of these numbers, in the same order: the slices of
 *     GPUs cut up by MIG, for one; empty to tell the numbers
 * @param memory bytes that jobs may use; 0 when that is not known
 * @param resources what else there is for jobs, by name, and how many
 */
public record Node(
    String name,
    List<Integer> cpuIds,
    List<Integer> gpuIds,
    List<String> gpuNames,
    long memory,
    Map<String, Integer> resources) {

  /** A node whose GPUs have no names, and of which nothing else is known. */
  public Node(String name, List<Integer> cpuIds, List<Integer> gpuIds) {
    this(name, cpuIds, gpuIds, List.of());
  }

  /** A node of which nothing else is known. */
  public Node(String name, List<Integer> cpuIds, List<Integer> gpuIds, List<String> gpuNames) {
    this(name, cpuIds, gpuIds, gpuNames, 0, Map.of());
  }

  public Node {
    cpuIds = List.copyOf(cpuIds);
    gpuIds = List.copyOf(gpuIds);
    gpuNames = gpuNames == null ? List.of() : List.copyOf(gpuNames);
    resources = resources == null ? Map.of() : Map.copyOf(resources);
    if (!gpuNames.isEmpty() && gpuNames.size() != gpuIds.size()) {
      throw new IllegalArgumentException(
          "node " + name + " has " + gpuIds.size() + " GPUs and " + gpuNames.size() + " names");
    }
  }

  /** The same with other GPUs. */
  public Node withGpus(List<Integer> ids, List<String> names) {
    return new Node(name, cpuIds, ids, names, memory, resources);
  }

  /** The same with other memory. */
  public Node withMemory(long bytes) {
    return new Node(name, cpuIds, gpuIds, gpuNames, bytes, resources);
  }

  /** The same with other resources. */
  public Node withResources(Map<String, Integer> others) {
    return new Node(name, cpuIds, gpuIds, gpuNames, memory, others);
  }
}
