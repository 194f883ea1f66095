package io.balsam.engine.packing;

import io.balsam.spi.Node;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Size of a node: what it has for jobs.
 *
 * @param cores number of cores
 * @param gpus number of GPUs
 * @param memory bytes; 0 when not known
 */
public record NodeSize(int cores, int gpus, long memory) {

  private static final Comparator<NodeSize> LARGEST_FIRST =
      Comparator.comparingInt(NodeSize::cores)
          .thenComparingInt(NodeSize::gpus)
          .thenComparingLong(NodeSize::memory)
          .reversed();

  public static NodeSize of(Node node) {
    return new NodeSize(node.cpuIds().size(), node.gpuIds().size(), node.memory());
  }

  /** Returns the sizes that some nodes have, the largest first, each once. */
  public static List<NodeSize> of(Collection<Node> nodes) {
    return nodes.stream().map(NodeSize::of).distinct().sorted(LARGEST_FIRST).toList();
  }

  /** Returns whether a job that needs so much of one node fits an empty one. */
  public boolean holds(int coresWanted, double gpusWanted, long memoryWanted) {
    return coresWanted <= cores && gpusWanted <= gpus && (memory == 0 || memoryWanted <= memory);
  }

  /** Returns the share of the node that a job fills which needs so much of it; 1 for all of it. */
  public double share(int coresWanted, double gpusWanted, long memoryWanted) {
    double ofGpus = gpus == 0 ? 0 : gpusWanted / gpus;
    double ofMemory = memory == 0 ? 0 : (double) memoryWanted / memory;
    return Math.min(1, Math.max((double) coresWanted / cores, Math.max(ofGpus, ofMemory)));
  }
}
