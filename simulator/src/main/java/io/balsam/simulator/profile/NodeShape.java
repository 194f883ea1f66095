package io.balsam.simulator.profile;

import io.balsam.spi.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Resources of each node.
 *
 * @param cores number of cores, at least 1
 * @param gpus number of GPUs
 * @param memory bytes; 0 when not known
 */
public record NodeShape(int cores, int gpus, long memory) {

  /** Returns a node of this shape. */
  public Node node(String name) {
    return new Node(
        name,
        IntStream.range(0, cores).boxed().toList(),
        IntStream.range(0, gpus).boxed().toList(),
        List.of(),
        memory,
        Map.of());
  }
}
