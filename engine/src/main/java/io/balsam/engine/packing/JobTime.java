package io.balsam.engine.packing;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Time that a job is expected to take at most.
 *
 * @param atMost zero when nothing is known
 * @param declared whether it is the job's own wall time, at which it is ended; otherwise it was
 *     learnt from earlier jobs, and this one may take longer
 */
public record JobTime(Duration atMost, boolean declared) {

  /** Time of a job of which nothing is known. */
  public static final JobTime UNKNOWN = new JobTime(Duration.ZERO, true);

  /** Returns the time of a job that is ended at a wall time; zero for none. */
  public static JobTime declared(Duration wallTime) {
    return new JobTime(wallTime, true);
  }

  /**
   * Time that is left for jobs that start now.
   *
   * @param time from now to its end
   * @param fresh whether a job cannot hope for much more in any later allocation: jobs that are
   *     only expected to take longer start nevertheless
   */
  public record Left(Duration time, boolean fresh) {

    /** No end is known. */
    public static final Left ENDLESS = new Left(ChronoUnit.FOREVER.getDuration(), true);

    /** Returns whether a job may start now. */
    public boolean takes(JobTime job) {
      return job.atMost().compareTo(time) <= 0 || (fresh && !job.declared());
    }
  }
}
