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
 * @param events begins and ends of attempts, failures and cancellations, oldest first
 * @param moved what its jobs have moved in and out
 * @param predictBy parameters and tags that run times depend on, by app
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
    int cores,
    Instant taken) {
  private static final int PAGE = 20_000;

  private static final Set<JobState> TOLD =
      EnumSet.of(
          JobState.RUNNING,
          JobState.RUN_DONE,
          JobState.RUN_ERROR,
          JobState.RUN_TIMEOUT,
          JobState.FAILED,
          JobState.CANCELLED);

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
    // Events after jobs: then the job of every event is known, even of one that was added in
    // between.
    RunView view = balsam.run(run).orElseThrow(() -> missing(run));
    List<JobView> jobs = jobs(balsam, run);
    GraphView graph = balsam.graph(run).orElseThrow(() -> missing(run));
    return new ReportData(
        view,
        jobs,
        graph,
        events(balsam, run),
        Moved.of(balsam, run),
        balsam.apps().stream().collect(Collectors.toMap(AppTimes::app, AppTimes::predictBy)),
        cores,
        Instant.now());
  }

  private static IllegalArgumentException missing(long run) {
    return new IllegalArgumentException("there is no run " + run);
  }

  private static List<JobView> jobs(Balsam balsam, long run) {
    List<JobView> all = new ArrayList<>();
    JobFilter.ALL.withRun(run).forEach(part -> balsam.jobs(part).results(), all::add);
    return all;
  }

  private static List<EventView> events(Balsam balsam, long run) {
    List<EventView> all = new ArrayList<>();
    EventFilter filter = EventFilter.ALL.withRuns(List.of(run)).withTo(TOLD).withLimit(PAGE);
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
