package io.balsam.spi;

import java.util.List;
import java.util.Map;

/**
 * Request for an allocation from the batch system.
 *
 * @param nodes number of nodes, at least 1
 * @param wallMinutes wall time in minutes, at least 1
 * @param queue queue, partition or QOS; empty for the site's default
 * @param project account to charge; empty for the site's default
 * @param mode how its launcher runs jobs, unless the partitions specify it
 * @param tags only jobs that have all of these tags run there; empty for any job
 * @param partitions parts with launchers of their own, whose nodes add up to {@code nodes}; empty
 *     for one launcher on all nodes
 * @param options values for those variables of the job template that the site allows to be set
 */
public record BatchJobRequest(
    int nodes,
    int wallMinutes,
    String queue,
    String project,
    JobMode mode,
    Map<String, String> tags,
    List<Partition> partitions,
    Map<String, String> options) {

  public BatchJobRequest {
    tags = Map.copyOf(tags);
    partitions = List.copyOf(partitions);
    options = Map.copyOf(options);
  }
}
