package io.balsam.views.report;

import java.util.Arrays;

/** Durations of attempts, in seconds. Without any, only {@code none} may be called. */
final class Durations {
  private final double[] sorted;

  private Durations(double[] sorted) {
    this.sorted = sorted;
  }

  static Durations of(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Durations(sorted);
  }

  boolean none() {
    return sorted.length == 0;
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  /** Returns the smallest duration that the given fraction of all durations does not exceed. */
  double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }
}
