package io.balsam.spi;

import java.util.List;
import java.util.Map;

/**
 * Node that a launcher may use.
 *
 * @param name host name as the MPI runner expects it
 * @param cpuIds cores that jobs may use, not empty
 * @param gpuIds GPUs that jobs may use
 * @param gpuNames names that jobs are given in place of these numbers, in the same order, for
 *     example the MIG slices of a GPU; empty to use the numbers
 * @param memory bytes that jobs may use; 0 when not known
 * @param resources other resources for jobs: number available by name
 */
public record Node(
    String name,
    List<Integer> cpuIds,
    List<Integer> gpuIds,
    List<String> gpuNames,
    long memory,
    Map<String, Integer> resources) {

  /** Creates a node whose GPUs have no names, with unknown memory and no other resources. */
  public Node(String name, List<Integer> cpuIds, List<Integer> gpuIds) {
    this(name, cpuIds, gpuIds, List.of());
  }

  /** Creates a node with unknown memory and no other resources. */
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

  /** Returns this node with other GPUs. */
  public Node withGpus(List<Integer> ids, List<String> names) {
    return new Node(name, cpuIds, ids, names, memory, resources);
  }

  /** Returns this node with another amount of memory, in bytes. */
  public Node withMemory(long bytes) {
    return new Node(name, cpuIds, gpuIds, gpuNames, bytes, resources);
  }

  /** Returns this node with other named resources. */
  public Node withResources(Map<String, Integer> others) {
    return new Node(name, cpuIds, gpuIds, gpuNames, memory, others);
  }
}
