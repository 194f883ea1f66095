package io.balsam.engine.model;

import java.util.Arrays;

/**
 * Sums over attempts from which the regression is computed, each attempt weighted by its age.
 * Immutable.
 *
 * @param weight sum of the weights
 * @param products sums of the products of each two columns: a triangle, row by row
 * @param crossed for each scaling law, sums of the products of a column and the law's target
 * @param squares for each scaling law, sum of the squares of its target
 */
record WeightedSums(double weight, double[] products, double[][] crossed, double[] squares) {

  static WeightedSums none(int columns) {
    return new WeightedSums(
        0,
        new double[triangle(columns)],
        new double[ScalingLaws.COUNT][columns],
        new double[ScalingLaws.COUNT]);
  }

  static int triangle(int columns) {
    return columns * (columns + 1) / 2;
  }

  /** Returns the sums with one more attempt, all earlier ones weighted down. */
  WeightedSums plus(double forgetting, double[] row, double[] targets) {
    double[] newProducts = Arrays.copyOf(products, triangle(row.length));
    int at = 0;
    for (int i = 0; i < row.length; i++) {
      for (int k = 0; k <= i; k++) {
        newProducts[at] = forgetting * newProducts[at] + row[i] * row[k];
        at++;
      }
    }
    double[][] newCrossed = new double[targets.length][];
    double[] newSquares = new double[targets.length];
    for (int law = 0; law < targets.length; law++) {
      double[] sums = Arrays.copyOf(crossed[law], row.length);
      for (int i = 0; i < row.length; i++) {
        sums[i] = forgetting * sums[i] + row[i] * targets[law];
      }
      newCrossed[law] = sums;
      newSquares[law] = forgetting * squares[law] + targets[law] * targets[law];
    }
    return new WeightedSums(forgetting * weight + 1, newProducts, newCrossed, newSquares);
  }
}
