package io.balsam.agent.launch;

import io.balsam.agent.site.OperationRefused;
import io.balsam.engine.text.Count;
import io.balsam.spi.Node;
import io.balsam.spi.Partition;
import java.util.ArrayList;
import java.util.List;

/** Divides the nodes of an allocation among its partitions, in sequence. */
final class NodePartitions {

  private NodePartitions() {}

  /**
   * Returns the nodes of each partition.
   *
   * @throws OperationRefused when the partitions do not add up to the nodes of the allocation
   */
  static List<List<Node>> of(List<Node> nodes, List<Partition> partitions) {
    int sum = partitions.stream().mapToInt(Partition::nodes).sum();
    if (sum != nodes.size()) {
      throw new OperationRefused(
          "the partitions want %s, but this allocation has %d (%s)"
              .formatted(
                  Count.of(sum, "node"),
                  nodes.size(),
                  String.join(", ", nodes.stream().map(Node::name).toList())));
    }
    List<List<Node>> slices = new ArrayList<>();
    int from = 0;
    for (Partition partition : partitions) {
      slices.add(nodes.subList(from, from + partition.nodes()));
      from += partition.nodes();
    }
    return slices;
  }
}
