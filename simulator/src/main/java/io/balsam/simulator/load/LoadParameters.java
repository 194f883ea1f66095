package io.balsam.simulator.load;

import java.time.Duration;

/**
 * Parameters of the load of other users. Run times are log-normal, numbers of nodes log-uniform,
 * arrivals a Poisson process with a daily cycle, as in the logs of many machines.
 *
 * @param utilisation share of the machine's node-hours that the jobs need, more than 0; by default
 *     0.85. From 1 on, the queue grows without end
 * @param medianRunTime half of the jobs run for longer than this; by default 30 minutes
 * @param runTimeSpread standard deviation of the logarithm of run times; by default 1.6
 * @param longestRunTime no job runs longer, and none asks for more; by default 24 hours
 * @param largestShare share of the machine's nodes that the largest jobs ask for, more than 0, at
 *     most 1; by default 0.5
 * @param powersOfTwo share of the jobs whose number of nodes is a power of two; by default 0.75
 * @param overestimate mean of the factor by which jobs ask for more wall time than they need, at
 *     least 1; by default 3
 * @param dailyCycle difference of the arrivals at 14:00 and at 2:00 from the mean, from 0 (none) to
 *     1; by default 0.6
 */
public record LoadParameters(
    double utilisation,
    Duration medianRunTime,
    double runTimeSpread,
    Duration longestRunTime,
    double largestShare,
    double powersOfTwo,
    double overestimate,
    double dailyCycle) {

  /** Parameters with all defaults. */
  public static final LoadParameters DEFAULTS =
      new LoadParameters(
          0.85, Duration.ofMinutes(30), 1.6, Duration.ofHours(24), 0.5, 0.75, 3, 0.6);

  public LoadParameters {
    check("utilisation", utilisation > 0 && utilisation <= 10);
    check("median run time", medianRunTime.toSeconds() >= 1);
    check("spread of run times", runTimeSpread >= 0 && runTimeSpread <= 5);
    check("longest run time", longestRunTime.compareTo(medianRunTime) >= 0);
    check("largest share", largestShare > 0 && largestShare <= 1);
    check("share of powers of two", powersOfTwo >= 0 && powersOfTwo <= 1);
    check("overestimate", overestimate >= 1);
    check("daily cycle", dailyCycle >= 0 && dailyCycle <= 1);
  }

  /** Returns the same parameters with another utilisation. */
  public LoadParameters withUtilisation(double share) {
    return new LoadParameters(
        share,
        medianRunTime,
        runTimeSpread,
        longestRunTime,
        largestShare,
        powersOfTwo,
        overestimate,
        dailyCycle);
  }

  private static void check(String what, boolean right) {
    if (!right) {
      throw new IllegalArgumentException("out of range: " + what);
    }
  }
}
