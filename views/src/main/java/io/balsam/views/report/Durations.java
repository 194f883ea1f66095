package io.balsam.views.report;

import java.util.Arrays;

/** How long attempts took, in seconds. Where there are none, nothing but that may be asked. */
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

  /** The least duration that so large a part of all do not exceed. */
  double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }
}
