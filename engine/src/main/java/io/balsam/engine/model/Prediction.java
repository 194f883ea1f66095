package io.balsam.engine.model;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Predicted run time of a job: log seconds have Student's distribution.
 *
 * @param location its centre
 * @param scale its spread, about the relative error when that is small
 * @param degreesOfFreedom at least 2
 */
public record Prediction(double location, double scale, double degreesOfFreedom) {

  /** Longest time that is predicted, 31 years. */
  static final double LONGEST = 1e9;

  /** Returns the seconds that are as likely to be too few as to be too many. */
  public double median() {
    return seconds(location);
  }

  /**
   * Returns the mean, in seconds, of times that scatter as much but have normal tails: the mean of
   * this distribution itself is infinite.
   */
  public double mean() {
    return seconds(location + scale * scale / 2);
  }

  /**
   * Returns the seconds within which the job ends with a probability.
   *
   * @param probability above 0 and below 1
   */
  public double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "a probability lies between 0 and 1, but not " + probability);
    }
    double quantile = distribution().inverseCumulativeProbability(probability);
    return seconds(location + scale * quantile);
  }

  /** Returns the probability that the job ends within a time. */
  public double probabilityWithin(double seconds) {
    return distribution().cumulativeProbability((Math.log(seconds) - location) / scale);
  }

  private TDistribution distribution() {
    return TDistribution.of(degreesOfFreedom);
  }

  private static double seconds(double logarithm) {
    return Math.min(LONGEST, Math.exp(logarithm));
  }
}
