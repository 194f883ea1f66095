package io.balsam.bench.simulated;

import io.balsam.engine.api.BatchJobs;
import io.balsam.simulator.campaign.Campaign;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.Demand;
import io.balsam.spi.JobMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The rule of {@code elastic_queue} of Balsam 2 as its code has it, with its defaults: each minute
 * at most one BatchJob, for the nodes that runnable jobs need beyond those of the BatchJobs that
 * there are.
 *
 * @param campaign where it asks
 * @param backfill whether it asks for the largest window of idle nodes only, for all of its time
 * @param maxNodes limit of the queue
 * @param maxMinutes limit of the queue
 */
record ElasticQueueRule(Campaign campaign, boolean backfill, int maxNodes, int maxMinutes) {

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final int MAX_QUEUED = 20;
  private static final int MIN_NODES = 20;
  private static final int MAX_NODES = 127;
  private static final int MIN_MINUTES = 35;
  private static final int MAX_MINUTES = 360;
  private static final int PAD_MINUTES = 5;

  private static final Set<BatchJobState> OPEN =
      Set.of(
          BatchJobState.PENDING_SUBMISSION,
          BatchJobState.QUEUED,
          BatchJobState.RUNNING,
          BatchJobState.PENDING_DELETION);

  /** Lets it ask once a minute from now on. */
  void follow() {
    Future<?> unused = campaign.time().in(PERIOD, this::round);
  }

  private void round() {
    BatchJobs batchJobs = campaign.balsam().batchJobs();
    List<BatchJobInfo> open = batchJobs.find(List.of(), OPEN);
    List<Long> late = open.stream().filter(this::late).map(BatchJobInfo::id).toList();
    if (!late.isEmpty()) {
      var unused = batchJobs.delete(late);
    }
    if (open.size() < MAX_QUEUED) {
      request(campaign.backlog(), open)
          .ifPresent(
              request -> {
                var unused = batchJobs.submit(List.of(request));
              });
    }
    follow();
  }

  private boolean late(BatchJobInfo job) {
    return job.state() == BatchJobState.QUEUED
        && job.submitted() != null
        && Duration.between(job.submitted(), campaign.time().now()).compareTo(LONGEST_WAIT) > 0;
  }

  private Optional<BatchJobRequest> request(Backlog backlog, List<BatchJobInfo> open) {
    int allocated = open.stream().mapToInt(job -> job.request().nodes()).sum();
    double need = backlog.runnableNodes() - (allocated - backlog.runningNodes());
    if (need <= 0 || backlog.runnable() == 0) {
      return Optional.empty();
    }
    int nodes = Math.min((int) Math.max(MIN_NODES, need), Math.min(MAX_NODES, maxNodes));
    if (!backfill) {
      return Optional.of(request(nodes, Math.min(MAX_MINUTES, maxMinutes)));
    }
    int smallest = backlog.demand().stream().mapToInt(Demand::nodes).min().orElse(1);
    return campaign.windows().stream()
        .filter(window -> window.nodes() >= smallest && minutes(window) >= MIN_MINUTES)
        .max(Comparator.comparingLong(window -> (long) window.nodes() * minutes(window)))
        .map(window -> request(Math.min(nodes, window.nodes()), minutes(window) - PAD_MINUTES));
  }

  /** Returns the length of a window, as far as the queue allows it: it would refuse more. */
  private int minutes(BackfillWindow window) {
    return (int) Math.min(window.length().toMinutes(), maxMinutes);
  }

  private static BatchJobRequest request(int nodes, int minutes) {
    return new BatchJobRequest(nodes, minutes, "", "", JobMode.MPI, Map.of(), List.of(), Map.of());
  }
}
