package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Selection of jobs. Every part that is not empty must match.
 *
 * @param ids any of these
 * @param runs any of these run numbers
 * @param batchJobs last attempt in any of these BatchJobs
 * @param states any of these
 * @param apps any of these names
 * @param tags all of these
 * @param workdirContains part of the workdir, empty for any
 * @param order order of the result
 * @param limit maximum number of jobs, at least 1
 * @param offset number of jobs to skip
 */
public record JobFilter(
    List<Long> ids,
    List<Long> runs,
    List<Long> batchJobs,
    Set<JobState> states,
    Set<String> apps,
    Map<String, String> tags,
    String workdirContains,
    Order order,
    int limit,
    long offset) {

  /** Order of a result. */
  public enum Order {
    ID,
    ID_DESC,
    /** Longest last attempt first; jobs that never ran last. */
    RUN_TIME_DESC
  }

  private static final int PART = 10_000;

  /** Filter of all jobs, by id, limited to the first 10,000. */
  public static final JobFilter ALL =
      new JobFilter(
          List.of(), List.of(), List.of(), Set.of(), Set.of(), Map.of(), "", Order.ID, PART, 0);

  public JobFilter withIds(List<Long> newIds) {
    return with(newIds, runs, batchJobs, states);
  }

  public JobFilter withRun(long run) {
    return with(ids, List.of(run), batchJobs, states);
  }

  public JobFilter withBatchJobs(List<Long> newBatchJobs) {
    return with(ids, runs, newBatchJobs, states);
  }

  public JobFilter withStates(Set<JobState> newStates) {
    return with(ids, runs, batchJobs, newStates);
  }

  private JobFilter with(
      List<Long> newIds, List<Long> newRuns, List<Long> newBatchJobs, Set<JobState> newStates) {
    return new JobFilter(
        newIds,
        newRuns,
        newBatchJobs,
        newStates,
        apps,
        tags,
        workdirContains,
        order,
        limit,
        offset);
  }

  public JobFilter withApps(Set<String> newApps) {
    return of(newApps, tags, workdirContains, order);
  }

  public JobFilter withTags(Map<String, String> newTags) {
    return of(apps, newTags, workdirContains, order);
  }

  public JobFilter withWorkdirContains(String part) {
    return of(apps, tags, part, order);
  }

  public JobFilter withOrder(Order newOrder) {
    return of(apps, tags, workdirContains, newOrder);
  }

  private JobFilter of(
      Set<String> newApps, Map<String, String> newTags, String newPart, Order newOrder) {
    return new JobFilter(
        ids, runs, batchJobs, states, newApps, newTags, newPart, newOrder, limit, offset);
  }

  public JobFilter withPage(int newLimit, long newOffset) {
    return new JobFilter(
        ids, runs, batchJobs, states, apps, tags, workdirContains, order, newLimit, newOffset);
  }

  /**
   * Passes all jobs that match to the sink. They are read in parts, so that those of a large run
   * are never in memory all at once. The filter's own page is ignored. Not for states that jobs may
   * leave meanwhile: later jobs would move forward and be skipped.
   *
   * @param ask returns the jobs of one part
   */
  public <T> void forEach(Function<JobFilter, List<T>> ask, Consumer<T> sink) {
    List<T> part;
    long seen = 0;
    do {
      part = ask.apply(withPage(PART, seen));
      part.forEach(sink);
      seen += part.size();
    } while (part.size() == PART);
  }
}
