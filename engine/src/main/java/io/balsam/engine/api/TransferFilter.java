package io.balsam.engine.api;

import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.List;
import java.util.Set;

/**
 * Selection of the items that jobs move. Every part that is not empty must match.
 *
 * @param ids any of these
 * @param jobs items of any of these jobs
 * @param runs items of the jobs of any of these runs
 * @param states any of these
 * @param directions any of these
 * @param locations any of these names
 * @param tasks any of these ids of tasks, with the name of their way
 * @param limit maximum number of items, at least 1
 * @param offset number of items to skip
 */
public record TransferFilter(
    List<Long> ids,
    List<Long> jobs,
    List<Long> runs,
    Set<TransferItemState> states,
    Set<Direction> directions,
    Set<String> locations,
    Set<String> tasks,
    int limit,
    long offset) {

  /** Filter of all items, by id, limited to the first 10,000. */
  public static final TransferFilter ALL =
      new TransferFilter(
          List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), 10_000, 0);

  public TransferFilter withIds(List<Long> newIds) {
    return new TransferFilter(
        newIds, jobs, runs, states, directions, locations, tasks, limit, offset);
  }

  public TransferFilter withJobs(List<Long> newJobs) {
    return new TransferFilter(
        ids, newJobs, runs, states, directions, locations, tasks, limit, offset);
  }

  public TransferFilter withRuns(List<Long> newRuns) {
    return new TransferFilter(
        ids, jobs, newRuns, states, directions, locations, tasks, limit, offset);
  }

  public TransferFilter withStates(Set<TransferItemState> newStates) {
    return new TransferFilter(
        ids, jobs, runs, newStates, directions, locations, tasks, limit, offset);
  }

  public TransferFilter withDirections(Set<Direction> newDirections) {
    return new TransferFilter(
        ids, jobs, runs, states, newDirections, locations, tasks, limit, offset);
  }

  public TransferFilter withLocations(Set<String> newLocations) {
    return new TransferFilter(
        ids, jobs, runs, states, directions, newLocations, tasks, limit, offset);
  }

  public TransferFilter withTasks(Set<String> newTasks) {
    return new TransferFilter(
        ids, jobs, runs, states, directions, locations, newTasks, limit, offset);
  }

  /** Returns this filter for a part of its result. */
  public TransferFilter limited(int newLimit, long newOffset) {
    return new TransferFilter(
        ids, jobs, runs, states, directions, locations, tasks, newLimit, newOffset);
  }
}
