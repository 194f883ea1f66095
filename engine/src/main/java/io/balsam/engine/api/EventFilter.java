package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.util.List;
import java.util.Set;

/**
 * Selection of events. Every part that is not empty must match.
 *
 * @param after only events with a higher sequence number
 * @param jobs any of these job ids
 * @param runs any of these run numbers
 * @param batchJobs events of jobs whose last attempt was in any of these BatchJobs
 * @param to transitions into any of these states
 * @param limit maximum number of events
 */
public record EventFilter(
    long after,
    List<Long> jobs,
    List<Long> runs,
    List<Long> batchJobs,
    Set<JobState> to,
    int limit) {

  /** Filter of all events from the beginning, limited to the first 10,000. */
  public static final EventFilter ALL =
      new EventFilter(0, List.of(), List.of(), List.of(), Set.of(), 10_000);

  public EventFilter withAfter(long seq) {
    return new EventFilter(seq, jobs, runs, batchJobs, to, limit);
  }

  public EventFilter withJobs(List<Long> ids) {
    return new EventFilter(after, ids, runs, batchJobs, to, limit);
  }

  public EventFilter withRuns(List<Long> ids) {
    return new EventFilter(after, jobs, ids, batchJobs, to, limit);
  }

  public EventFilter withBatchJobs(List<Long> ids) {
    return new EventFilter(after, jobs, runs, ids, to, limit);
  }

  public EventFilter withTo(Set<JobState> states) {
    return new EventFilter(after, jobs, runs, batchJobs, states, limit);
  }

  public EventFilter withLimit(int newLimit) {
    return new EventFilter(after, jobs, runs, batchJobs, to, newLimit);
  }
}
