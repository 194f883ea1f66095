package io.balsam.simulator.load;

import java.util.Random;

/** Distribution of the numbers of nodes: uniform in the logarithm, often a power of two. */
final class JobSizes {

  private static final int STEPS = 10_000;

  private final int largest;
  private final double highest;
  private final double powersOfTwo;

  JobSizes(int largest, double powersOfTwo) {
    this.largest = largest;
    // Beyond the logarithm by what rounding to the next power adds, so that the last one counts.
    this.highest = log2(largest) + 0.5;
    this.powersOfTwo = powersOfTwo;
  }

  int next(Random random) {
    double exponent = random.nextDouble() * highest;
    return random.nextDouble() < powersOfTwo ? power(exponent) : any(exponent);
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double exponent = (i + 0.5) / STEPS * highest;
      sum += powersOfTwo * power(exponent) + (1 - powersOfTwo) * any(exponent);
    }
    return sum / STEPS;
  }

  private int power(double exponent) {
    return Math.min(largest, 1 << (int) Math.floor(exponent + 0.5));
  }

  private int any(double exponent) {
    return (int) Math.min(largest, Math.round(StrictMath.pow(2, exponent)));
  }

  private static double log2(double number) {
    return StrictMath.log(number) / StrictMath.log(2);
  }
}
