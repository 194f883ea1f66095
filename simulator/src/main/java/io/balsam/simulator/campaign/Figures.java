package io.balsam.simulator.campaign;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.store.JobRecord;
import io.balsam.spi.BatchJobInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figures of a campaign that has ended.
 *
 * @param solutionSeconds time until the last job had ended
 * @param allocations BatchJobs that began
 * @param nodeHoursAsked nodes times wall time of all BatchJobs that were submitted
 * @param nodeHoursUsed nodes times the time for which they were held
 * @param utilisation part of that in which jobs had the nodes, from 0 to 1
 * @param meanWaitSeconds mean time from the submission of a BatchJob to its begin
 * @param longestWaitSeconds the longest of these
 * @param jobs number of jobs
 * @param failed jobs that failed, also because another one did
 */
public record Figures(
    double solutionSeconds,
    int allocations,
    double nodeHoursAsked,
    double nodeHoursUsed,
    double utilisation,
    double meanWaitSeconds,
    double longestWaitSeconds,
    int jobs,
    int failed) {

  /** Returns the figures of a campaign that has ended. */
  public static Figures of(Campaign campaign, int coresPerNode) {
    Instant now = campaign.time().now();
    List<JobRecord> jobs = campaign.record().jobs(JobFilter.ALL.withPage(Integer.MAX_VALUE, 0));
    double asked = 0;
    double used = 0;
    List<Duration> waits = new ArrayList<>();
    for (BatchJobInfo job : campaign.record().batchJobs(List.of(), Set.of())) {
      int nodes = job.request().nodes();
      Instant submitted = job.submitted();
      Instant began = job.began();
      Instant ended = job.ended();
      asked += submitted == null ? 0 : nodes * job.request().wallMinutes() / 60.0;
      if (submitted != null && began != null) {
        waits.add(Duration.between(submitted, began));
        used += nodes * hours(Duration.between(began, ended == null ? now : ended));
      }
    }
    Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
    return new Figures(
        seconds(Duration.between(Campaign.START, now)),
        waits.size(),
        asked,
        used,
        used == 0 ? 0 : busy(campaign, jobs, coresPerNode, now) / used,
        waits.isEmpty() ? 0 : seconds(sum) / waits.size(),
        seconds(waits.stream().max(Duration::compareTo).orElse(Duration.ZERO)),
        jobs.size(),
        (int) jobs.stream().filter(job -> job.row().state() == JobState.FAILED).count());
  }

  /** Returns the node hours in which processes of jobs ran. */
  private static double busy(
      Campaign campaign, List<JobRecord> jobs, int coresPerNode, Instant now) {
    Map<Long, Double> nodes = new HashMap<>();
    for (JobRecord job : jobs) {
      Resources resources = job.row().resources();
      double cores = (double) resources.coresPerNode() / coresPerNode;
      double share = Math.min(1, Math.max(resources.nodeShare(), cores));
      nodes.put(job.row().id(), resources.multiNode() ? resources.nodes() : share);
    }
    double busy = 0;
    for (Execution one : campaign.executions().all()) {
      Instant end = one.ended();
      Duration time = Duration.between(one.began(), end == null ? now : end);
      busy += nodes.getOrDefault(one.job(), 0.0) * hours(time);
    }
    return busy;
  }

  private static double hours(Duration time) {
    return seconds(time) / 3600;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
