package io.balsam.engine.scaling;

import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Nodes that are there, or were asked for.
 *
 * @param nodes number of nodes
 * @param usable time in which jobs can run there, from now on or from its start
 * @param tags only jobs with all of these run there
 * @param running whether it is there now
 */
record Allocation(int nodes, Duration usable, Map<String, String> tags, boolean running) {

  /** Part of the launcher's own time in which it starts; the other part is for its end. */
  private static final Duration START = QueueLimits.LAUNCHER.dividedBy(2);

  static Allocation of(BatchJobInfo job, Instant now) {
    BatchJobRequest request = job.request();
    Duration wall = Duration.ofMinutes(request.wallMinutes()).minus(QueueLimits.LAUNCHER);
    boolean running = job.state() == BatchJobState.RUNNING;
    Instant began = job.began();
    Duration gone =
        running && began != null && began.plus(START).isBefore(now)
            ? Duration.between(began.plus(START), now)
            : Duration.ZERO;
    return new Allocation(request.nodes(), wall.minus(gone), request.tags(), running);
  }

  /** Returns whether it takes each job that has some tags. */
  boolean serves(Map<String, String> of) {
    return of.entrySet().containsAll(tags.entrySet());
  }
}
