package io.balsam.views.report;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Input of a report.
 *
 * @param run the run
 * @param jobs its jobs, by rising id
 * @param graph its graph
 * @param events begins and ends of attempts, failures and cancellations, and jobs that become
 *     runnable if the site had BatchJobs; oldest first
 * @param moved what its jobs have moved in and out
 * @param predictBy parameters and tags that run times depend on, by app
 * @param batchJobs BatchJobs of the site that were there while the run lasted
 * @param cores cores that the run could use, 0 if unknown
 * @param taken time at which this was read
 */
public record ReportData(
    RunView run,
    List<JobView> jobs,
    GraphView graph,
    List<EventView> events,
    List<Moved> moved,
    Map<String, List<String>> predictBy,
    List<BatchJobInfo> batchJobs,
    int cores,
    Instant taken) {
  private static final int PAGE = 20_000;

  private static final Set<JobState> TOLD =
      EnumSet.of(
          JobState.RUNNING,
          JobState.RUN_DONE,
          JobState.RUN_ERROR,
          JobState.RUN_TIMEOUT,
          JobState.RESTART_READY,
          JobState.FAILED,
          JobState.CANCELLED);

  private static final Set<JobState> TOLD_WITH_BATCH_JOBS = EnumSet.copyOf(TOLD);

  static {
    TOLD_WITH_BATCH_JOBS.add(JobState.PREPROCESSED);
  }

  /**
   * Reads a run in a handful of calls.
   *
   * @throws IllegalArgumentException when there is no such run
   */
  public static ReportData of(Balsam balsam, long run) {
    return of(balsam, run, 0);
  }

  /** Reads a run as {@link #of(Balsam, long)}, with a known number of cores. */
  public static ReportData of(Balsam balsam, long run, int cores) {
    return of(balsam, run, cores, Instant.now());
  }

  /** Reads a run as {@link #of(Balsam, long)} at a time that need not be this machine's. */
  public static ReportData of(Balsam balsam, long run, int cores, Instant now) {
    // Events after jobs: then the job of every event is known, even of one that was added in
    // between.
    RunView view = balsam.run(run).orElseThrow(() -> missing(run));
    List<JobView> jobs = jobs(balsam, run);
    GraphView graph = balsam.graph(run).orElseThrow(() -> missing(run));
    List<BatchJobInfo> batchJobs = batchJobs(balsam, view);
    return new ReportData(
        view,
        jobs,
        graph,
        events(balsam, run, batchJobs.isEmpty() ? TOLD : TOLD_WITH_BATCH_JOBS),
        Moved.of(balsam, run),
        balsam.apps().stream().collect(Collectors.toMap(AppTimes::app, AppTimes::predictBy)),
        batchJobs,
        cores,
        now);
  }

  private static IllegalArgumentException missing(long run) {
    return new IllegalArgumentException("there is no run " + run);
  }

  private static List<JobView> jobs(Balsam balsam, long run) {
    List<JobView> all = new ArrayList<>();
    JobFilter.ALL.withRun(run).forEach(part -> balsam.jobs(part).results(), all::add);
    return all;
  }

  /** Reads the BatchJobs that the batch system had while the run lasted. */
  private static List<BatchJobInfo> batchJobs(Balsam balsam, RunView run) {
    Instant end = run.ended() == null ? Instant.MAX : run.ended();
    return balsam.batchJobs().find(List.of(), Set.of()).stream()
        .filter(job -> job.state() != BatchJobState.SUBMIT_FAILED && job.created().isBefore(end))
        .filter(job -> job.ended() == null || job.ended().isAfter(run.created()))
        .toList();
  }

  private static List<EventView> events(Balsam balsam, long run, Set<JobState> told) {
    List<EventView> all = new ArrayList<>();
    EventFilter filter = EventFilter.ALL.withRuns(List.of(run)).withTo(told).withLimit(PAGE);
    while (true) {
      List<EventView> part = balsam.events(filter, Duration.ZERO);
      all.addAll(part);
      if (part.size() < PAGE) {
        return all;
      }
      filter = filter.withAfter(part.get(part.size() - 1).seq());
    }
  }
}
