package io.balsam.engine.model;

/**
 * Check of predictions against what happened. For each attempt there is the probability, as
 * predicted before it, of a time as short as its own. Were the predictions right, all values
 * between 0 and 1 would be as frequent. Older attempts count less. Immutable.
 *
 * @param bins weights of the attempts, by probability rounded to tenths
 * @param squaredWeight sum of the squares of the weights
 */
record Calibration(double[] bins, double squaredWeight) {

  static final int BINS = 11;

  static final Calibration NONE = new Calibration(new double[BINS], 0);

  /** Standard errors by which the share in the 90 % interval may be less: it is checked often. */
  private static final double ERRORS = 4;

  /** Value of chi-squared that right predictions exceed in one of 60,000 cases. */
  private static final double SIGNIFICANT = 40;

  /** Value of chi-squared per attempt that skewed or heavy-tailed times stay below. */
  private static final double LARGE = 0.9;

  /** Scatter, about 10 %, at which a wrong shape of the distribution does no harm. */
  private static final double HARMLESS = 0.1;

  Calibration plus(double forgetting, double probability) {
    double[] weights = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      weights[i] = forgetting * bins[i];
    }
    weights[(int) Math.round(probability * (BINS - 1))]++;
    return new Calibration(weights, forgetting * forgetting * squaredWeight + 1);
  }

  /**
   * Returns whether predictions are as good as they say.
   *
   * @param scatter standard deviation of log run time that is not explained
   */
  boolean good(double scatter) {
    double weight = weight(0);
    if (weight == 0) {
      return true;
    }
    double attempts = weight * weight / squaredWeight;
    if (share90() < 0.9 - ERRORS * Math.sqrt(0.9 * 0.1 / attempts)) {
      return false;
    }
    double perAttempt = 0;
    for (int i = 0; i < BINS; i++) {
      double expected = i == 0 || i == BINS - 1 ? 0.05 : 0.1;
      double off = bins[i] / weight - expected;
      perAttempt += off * off / expected;
    }
    return scatter <= HARMLESS || perAttempt < LARGE || perAttempt * attempts < SIGNIFICANT;
  }

  /** Returns the share of attempts within the 50 % interval; NaN before the first. */
  double share50() {
    return weight(3) / weight(0);
  }

  /** Returns the share of attempts within the 90 % interval; NaN before the first. */
  double share90() {
    return weight(1) / weight(0);
  }

  /** Returns the weight of all bins but the outer ones on both sides. */
  private double weight(int outer) {
    double sum = 0;
    for (int i = outer; i < BINS - outer; i++) {
      sum += bins[i];
    }
    return sum;
  }
}
