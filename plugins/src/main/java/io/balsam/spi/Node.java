package io.balsam.spi;

import java.util.List;

/**
 * One node a launcher may use.
 *
 * @param name host name as the MPI runner wants it
 * @param cpuIds cores that jobs may use, not empty
 * @param gpuIds GPUs that jobs may use
 */
public record Node(String name, List<Integer> cpuIds, List<Integer> gpuIds) {

  public Node {
    cpuIds = List.copyOf(cpuIds);
    gpuIds = List.copyOf(gpuIds);
  }
}
