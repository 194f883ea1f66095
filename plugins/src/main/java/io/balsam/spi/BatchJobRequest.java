package io.balsam.spi;

import java.util.List;
import java.util.Map;

/**
 * An allocation to be asked of the batch system.
 *
 * @param nodes nodes, at least 1
 * @param wallMinutes its length in minutes, at least 1
 * @param queue queue, partition or QOS; empty for the site's default
 * @param project account that pays; empty for the site's default
 * @param mode how its launcher runs jobs, unless partitions say it
 * @param tags only jobs that have all of these run there; empty for any job
 * @param partitions parts with launchers of their own, their nodes adding up to {@code nodes};
 *     empty for one launcher on all nodes
 * @param options values of the job template's own variables, those the site allows
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
