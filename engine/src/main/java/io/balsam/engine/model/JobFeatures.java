package io.balsam.engine.model;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.domain.ValueLimits;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Properties of a job on which its run time may depend.
 *
 * @param nodes number of nodes, at least 1
 * @param ranks number of ranks on all nodes together, at least 1
 * @param values parameters and tags by name; a model reads those that it predicts by
 */
public record JobFeatures(int nodes, int ranks, Map<String, Object> values) {

  /** Longest text of a parameter or tag that is told from others. */
  private static final int LONGEST_TEXT = 100;

  /** Checks the numbers; values that are null are left out. */
  public JobFeatures {
    if (nodes < 1 || ranks < 1) {
      throw new IllegalArgumentException(
          "nodes and ranks must be at least 1, not %d and %d".formatted(nodes, ranks));
    }
    SortedMap<String, Object> present = new TreeMap<>(values);
    present.values().removeIf(value -> value == null);
    // Sorted, since it is shown: the order of other maps differs from one start to the next.
    values = Collections.unmodifiableSortedMap(present);
  }

  /**
   * Returns the properties of a job.
   *
   * @param predictors names of parameters and tags that count; of one name the parameter does
   */
  public static JobFeatures of(
      Resources resources,
      List<String> predictors,
      Map<String, Object> parameters,
      Map<String, String> tags) {
    Map<String, Object> values = new HashMap<>();
    for (String name : predictors) {
      Object value = parameters.getOrDefault(name, tags.get(name));
      if (value instanceof Number || value instanceof Boolean) {
        values.put(name, value);
      } else if (value != null) {
        String text = value.toString();
        // The cut may leave half of a character, which not every database stores.
        String cut = text.substring(0, Math.min(LONGEST_TEXT, text.length()));
        values.put(name, ValueLimits.foreign(cut, LONGEST_TEXT));
      }
    }
    long ranks = (long) resources.nodes() * resources.ranksPerNode();
    return new JobFeatures(resources.nodes(), (int) Math.min(Integer.MAX_VALUE, ranks), values);
  }

  double ranksPerNode() {
    return (double) ranks / nodes;
  }
}
