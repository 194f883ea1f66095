package io.balsam.simulator.load;

import java.util.Random;

/** Distribution of run times in seconds: log-normal, cut off at the longest. */
final class RunTimes {

  private static final double RANGE = 8;
  private static final int STEPS = 16_000;

  private final double median;
  private final double spread;
  private final double longest;

  RunTimes(LoadParameters parameters) {
    median = parameters.medianRunTime().toMillis() / 1000.0;
    spread = parameters.runTimeSpread();
    longest = parameters.longestRunTime().toMillis() / 1000.0;
  }

  double next(Random random) {
    return at(random.nextGaussian());
  }

  double mean() {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < STEPS; i++) {
      double z = RANGE * ((i + 0.5) / STEPS * 2 - 1);
      double weight = StrictMath.exp(-z * z / 2);
      weights += weight;
      sum += weight * at(z);
    }
    return sum / weights;
  }

  private double at(double normal) {
    return Math.max(1, Math.min(longest, median * StrictMath.exp(spread * normal)));
  }
}
