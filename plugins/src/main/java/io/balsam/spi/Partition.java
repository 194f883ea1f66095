package io.balsam.spi;

import java.util.Map;

/**
 * Part of an allocation with a launcher of its own.
 *
 * @param mode how its launcher runs jobs
 * @param nodes number of its nodes, at least 1
 * @param tags only jobs that have all of these tags run there; empty for any job
 */
public record Partition(JobMode mode, int nodes, Map<String, String> tags) {

  public Partition {
    tags = Map.copyOf(tags);
  }
}
