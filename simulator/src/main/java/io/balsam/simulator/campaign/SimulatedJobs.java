package io.balsam.simulator.campaign;

import java.time.Duration;

/** Run times and exit codes of jobs. */
@FunctionalInterface
public interface SimulatedJobs {

  /**
   * One attempt, were it left alone.
   *
   * @param time until it ends
   * @param exitCode its exit code
   */
  record Attempt(Duration time, int exitCode) {}

  /** Returns how an attempt runs, always the same for the same numbers. */
  Attempt of(long job, int attempt);

  /** Returns how an attempt of a moldable job runs on a number of nodes. */
  default Attempt of(long job, int attempt, int nodes) {
    return of(job, attempt);
  }
}
