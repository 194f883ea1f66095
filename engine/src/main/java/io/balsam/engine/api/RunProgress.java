package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Progress of a run as of the last commit. Cheap: taken from memory.
 *
 * @param run number of the run
 * @param name name of the run
 * @param at time for which this holds
 * @param apps one line for each app that has jobs, in the order of the script
 * @param cores cores of all nodes together
 * @param busyCores cores occupied now, by all runs of this engine
 * @param utilisation average fraction of the cores occupied since this engine first started a job,
 *     0 to 1
 * @param ended whether no job of the run remains
 * @param lack resource that the machine lacks to continue some jobs, a clause for people; empty for
 *     none
 */
public record RunProgress(
    long run,
    String name,
    Instant at,
    List<AppLine> apps,
    int cores,
    int busyCores,
    double utilisation,
    boolean ended,
    String lack) {

  /**
   * Jobs of one app.
   *
   * @param app name of the app
   * @param counts its jobs by state; states without jobs are left out. Failed jobs that a retry
   *     replaces are not counted
   * @param retried attempts begun beyond each job's first
   * @param reused jobs whose result was taken from an earlier run
   */
  public record AppLine(String app, Map<JobState, Long> counts, long retried, long reused) {

    /** Returns the number of jobs in any of the given states. */
    public long count(JobState... states) {
      long sum = 0;
      for (JobState state : states) {
        sum += counts.getOrDefault(state, 0L);
      }
      return sum;
    }

    /** Returns the number of jobs of this app. */
    public long total() {
      return count(JobState.values());
    }
  }

  /** Returns the number of jobs of all apps in any of the given states. */
  public long count(JobState... states) {
    return apps.stream().mapToLong(line -> line.count(states)).sum();
  }

  /** Returns the number of all jobs. */
  public long total() {
    return count(JobState.values());
  }

  /** Returns the number of jobs in a terminal state. */
  public long done() {
    return count(JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED);
  }
}
