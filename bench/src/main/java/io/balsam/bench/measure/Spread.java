package io.balsam.bench.measure;

import java.util.Collection;
import java.util.List;

/**
 * Summary of several figures.
 *
 * @param median the middle one, the mean of two when their number is even
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {

  /** Summarizes at least one figure. */
  public static Spread of(Collection<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(size - 1));
  }
}
