package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far a run has come, as of the last commit. Cheap: taken from memory.
 *
 * @param run its number
 * @param name its name
 * @param at when this was true
 * @param apps one line for each app that has jobs, in the order of the script
 * @param slots cores of all nodes together
 * @param busySlots cores occupied now, by all runs of this engine
 * @param utilisation cores occupied on average since this engine first started a job, as a part of
 *     all, 0 to 1
 * @param ended whether no job of the run remains
 * @param lack what the machine lacks to go on with some jobs, a clause for people; empty for
 *     nothing
 */
public record RunProgress(
    long run,
    String name,
    Instant at,
    List<AppLine> apps,
    int slots,
    int busySlots,
    double utilisation,
    boolean ended,
    String lack) {

  /**
   * @param app its name
   * @param counts its jobs by state; states without jobs are left out. Failed jobs that a retry
   *     stands in for are not counted
   * @param retried runs begun beyond each job's first
   * @param reused jobs whose result was taken from an earlier run
   */
  public record AppLine(String app, Map<JobState, Long> counts, long retried, long reused) {

    /** Jobs in any of the given states. */
    public long count(JobState... states) {
      long sum = 0;
      for (JobState state : states) {
        sum += counts.getOrDefault(state, 0L);
      }
      return sum;
    }

    /** Jobs of this app. */
    public long total() {
      return count(JobState.values());
    }
  }

  /** Jobs of all apps in any of the given states. */
  public long count(JobState... states) {
    return apps.stream().mapToLong(line -> line.count(states)).sum();
  }

  /** All jobs. */
  public long total() {
    return count(JobState.values());
  }

  /** Jobs in a terminal state. */
  public long done() {
    return count(JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED);
  }
}
