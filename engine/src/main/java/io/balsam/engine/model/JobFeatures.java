package io.balsam.engine.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Properties of a job on which its run time may depend.
 *
 * @param nodes number of nodes, at least 1
 * @param ranks number of ranks on all nodes together, at least 1
 * @param values parameters and tags by name; a model reads those that it predicts by
 */
public record JobFeatures(int nodes, int ranks, Map<String, Object> values) {

  /** Checks the numbers; values that are null are left out. */
  public JobFeatures {
    if (nodes < 1 || ranks < 1) {
      throw new IllegalArgumentException(
          "nodes and ranks must be at least 1, not %d and %d".formatted(nodes, ranks));
    }
    Map<String, Object> present = new HashMap<>(values);
    present.values().removeIf(value -> value == null);
    values = Map.copyOf(present);
  }

  double ranksPerNode() {
    return (double) ranks / nodes;
  }
}
