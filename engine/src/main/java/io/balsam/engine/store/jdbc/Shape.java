package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRow;
import java.time.Duration;

/**
 * Properties that many jobs have in common, in a row of their own to keep the jobs' rows narrow.
 */
record Shape(String app, Resources resources, Duration wallTime, int priority) {

  static final String COLUMNS =
      "id, app, nodes, ranks_per_node, threads_per_rank, threads_per_core, gpus_per_rank,"
          + " node_packing_count, memory, named, wall_time, priority,"
          + " fewest_nodes, most_nodes";

  /** Maximum number of shapes to cache; otherwise there could be as many as jobs. */
  static final int KEPT = 10_000;

  static Shape of(Change.Nodes change) {
    return new Shape(change.app(), change.resources(), change.wallTime(), change.priority());
  }

  static Shape of(JobRow job) {
    return new Shape(job.app(), job.resources(), job.wallTime(), job.priority());
  }
}
