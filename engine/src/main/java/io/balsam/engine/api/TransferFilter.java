package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selection of the items that jobs move. Every part that is not empty must match.
 *
 * @param ids any of these
 * @param jobs items of any of these jobs
 * @param runs items of the jobs of any of these runs
 * @param jobStates items of jobs in any of these states
 * @param jobTags items of jobs that have all of these tags
 * @param states any of these
 * @param directions any of these
 * @param locations any of these names
 * @param tasks any of these ids of tasks, with the name of their way
 * @param order order of the result
 * @param limit maximum number of items, at least 1
 * @param offset number of items to skip
 */
public record TransferFilter(
    List<Long> ids,
    List<Long> jobs,
    List<Long> runs,
    Set<JobState> jobStates,
    Map<String, String> jobTags,
    Set<TransferItemState> states,
    Set<Direction> directions,
    Set<String> locations,
    Set<String> tasks,
    Order order,
    int limit,
    long offset) {

  /**
   * Order of a result. What has no time, because it has not begun or ended, comes last.
   *
   * @param descending whether the largest comes first; equal ones are ordered by id, in the same
   *     direction
   */
  public record Order(By by, boolean descending) {

    /** Ascending by id. */
    public static final Order ID = new Order(By.ID, false);
  }

  /** Property by which a result is ordered. */
  public enum By {
    ID,
    CREATED,
    STARTED,
    ENDED,
    /** In the sequence of the constants: what waits first, what has ended last. */
    STATE,
    BYTES
  }

  /** Filter of all items, by id, limited to the first 10,000. */
  public static final TransferFilter ALL =
      new TransferFilter(
          List.of(), List.of(), List.of(), Set.of(), Map.of(), Set.of(), Set.of(), Set.of(),
          Set.of(), Order.ID, 10_000, 0);

  public TransferFilter withIds(List<Long> newIds) {
    return ofJobs(newIds, jobs, runs, jobStates, jobTags);
  }

  public TransferFilter withJobs(List<Long> newJobs) {
    return ofJobs(ids, newJobs, runs, jobStates, jobTags);
  }

  public TransferFilter withRuns(List<Long> newRuns) {
    return ofJobs(ids, jobs, newRuns, jobStates, jobTags);
  }

  public TransferFilter withJobStates(Set<JobState> newStates) {
    return ofJobs(ids, jobs, runs, newStates, jobTags);
  }

  public TransferFilter withJobTags(Map<String, String> newTags) {
    return ofJobs(ids, jobs, runs, jobStates, newTags);
  }

  private TransferFilter ofJobs(
      List<Long> newIds,
      List<Long> newJobs,
      List<Long> newRuns,
      Set<JobState> newStates,
      Map<String, String> newTags) {
    return new TransferFilter(
        newIds,
        newJobs,
        newRuns,
        newStates,
        newTags,
        states,
        directions,
        locations,
        tasks,
        order,
        limit,
        offset);
  }

  public TransferFilter withStates(Set<TransferItemState> newStates) {
    return with(newStates, directions, locations, tasks, order);
  }

  public TransferFilter withDirections(Set<Direction> newDirections) {
    return with(states, newDirections, locations, tasks, order);
  }

  public TransferFilter withLocations(Set<String> newLocations) {
    return with(states, directions, newLocations, tasks, order);
  }

  public TransferFilter withTasks(Set<String> newTasks) {
    return with(states, directions, locations, newTasks, order);
  }

  public TransferFilter withOrder(Order newOrder) {
    return with(states, directions, locations, tasks, newOrder);
  }

  private TransferFilter with(
      Set<TransferItemState> newStates,
      Set<Direction> newDirections,
      Set<String> newLocations,
      Set<String> newTasks,
      Order newOrder) {
    return new TransferFilter(
        ids,
        jobs,
        runs,
        jobStates,
        jobTags,
        newStates,
        newDirections,
        newLocations,
        newTasks,
        newOrder,
        limit,
        offset);
  }

  /** Returns this filter for a part of its result. */
  public TransferFilter limited(int newLimit, long newOffset) {
    return new TransferFilter(
        ids,
        jobs,
        runs,
        jobStates,
        jobTags,
        states,
        directions,
        locations,
        tasks,
        order,
        newLimit,
        newOffset);
  }
}
