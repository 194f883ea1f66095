package io.balsam.engine.model;

/**
 * Bayesian linear regression of log run time for each scaling law, and the probability of each law.
 *
 * <p>Given the sums Λ = Λ₀ + XᵀX and r = Λ₀μ₀ + Xᵀy, the coefficients are μ = Λ⁻¹r, the variance
 * has the shape a = a₀ + n/2 and the scale b = b₀ + ½(yᵀy + μ₀ᵀΛ₀μ₀ − μᵀr), and the evidence for
 * the law is |Λ₀|^½ |Λ|^-½ b^-a, but for factors that all laws have.
 */
final class Regression {

  private final double shape;
  private final Cholesky withNodes;
  private final Cholesky withoutNodes;
  private final double[][] coefficients = new double[ScalingLaws.COUNT][];
  private final double[] scales = new double[ScalingLaws.COUNT];
  private final double[] probabilities = new double[ScalingLaws.COUNT];

  Regression(WeightedSums sums, int columns) {
    shape = Prior.SHAPE + sums.weight() / 2;
    withNodes = new Cholesky(precision(sums, columns, true));
    withoutNodes = new Cholesky(precision(sums, columns, false));
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      boolean power = law == ScalingLaws.POWER;
      double[] right = new double[columns];
      double square = sums.squares()[law];
      for (int i = 0; i < columns; i++) {
        right[i] = Prior.PRECISION * Prior.mean(i) + sums.crossed()[law][i];
        if (power || i != Columns.NODES) {
          square += Prior.PRECISION * Prior.mean(i) * Prior.mean(i);
        }
      }
      right = power ? right : without(right);
      coefficients[law] = factor(law).solve(right);
      // Rounding must not make it smaller than it can be.
      double rest = Math.max(0, square - dot(coefficients[law], right));
      scales[law] = Prior.SCALE + rest / 2;
    }
    weigh(columns);
  }

  private void weigh(int columns) {
    double most = Double.NEGATIVE_INFINITY;
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      int own = law == ScalingLaws.POWER ? columns : columns - 1;
      probabilities[law] =
          ScalingLaws.logPrior(law)
              + (own * Math.log(Prior.PRECISION) - factor(law).logDeterminant()) / 2
              - shape * Math.log(scales[law]);
      most = Math.max(most, probabilities[law]);
    }
    double sum = 0;
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      probabilities[law] = Math.exp(probabilities[law] - most);
      sum += probabilities[law];
    }
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      probabilities[law] /= sum;
    }
  }

  /**
   * Returns Student's distribution with the mean and the spread of the mixture of all laws.
   *
   * @param known part of log run time that each law knows
   */
  Prediction predict(Columns.Row row, double[] known) {
    double[] reduced = without(row.values());
    double unseen = row.unseen() / Prior.PRECISION;
    double leverage = 1 + withNodes.inverseSquare(row.values()) + unseen;
    double leverageWithout = 1 + withoutNodes.inverseSquare(reduced) + unseen;
    double[] means = new double[ScalingLaws.COUNT];
    double location = 0;
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      boolean power = law == ScalingLaws.POWER;
      means[law] = known[law] + dot(coefficients[law], power ? row.values() : reduced);
      location += probabilities[law] * means[law];
    }
    double square = 0;
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      double own = scales[law] / shape * (law == ScalingLaws.POWER ? leverage : leverageWithout);
      double off = means[law] - location;
      square += probabilities[law] * (own + off * off);
    }
    return new Prediction(location, Math.sqrt(square), 2 * shape);
  }

  /** Returns the standard deviation of log run time that no column explains. */
  double scatter() {
    double variance = 0;
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      variance += probabilities[law] * scales[law] / shape;
    }
    return Math.sqrt(variance);
  }

  /** Returns the probability that Amdahl's law holds, with one of the serial fractions. */
  double amdahl() {
    return 1 - probabilities[ScalingLaws.POWER];
  }

  /**
   * Returns the serial fraction at which the scale of the variance is least, from a parabola
   * through the best candidate and its neighbours.
   */
  double serialFraction() {
    int best = 1;
    for (int law = 2; law < ScalingLaws.COUNT; law++) {
      best = scales[law] < scales[best] ? law : best;
    }
    double fraction = ScalingLaws.serialFraction(best);
    if (best == 1 || best == ScalingLaws.COUNT - 1) {
      return fraction;
    }
    double before = scales[best - 1];
    double after = scales[best + 1];
    double curvature = before + after - 2 * scales[best];
    double step = curvature > 0 ? (before - after) / (2 * curvature) : 0;
    return fraction * Math.pow(2, -step);
  }

  private Cholesky factor(int law) {
    return law == ScalingLaws.POWER ? withNodes : withoutNodes;
  }

  private static double[][] precision(WeightedSums sums, int columns, boolean nodes) {
    double[][] matrix = new double[nodes ? columns : columns - 1][];
    int at = 0;
    int to = 0;
    for (int i = 0; i < columns; i++) {
      double[] row = new double[i + 1];
      System.arraycopy(sums.products(), at, row, 0, i + 1);
      row[i] += Prior.PRECISION;
      at += i + 1;
      if (nodes || i != Columns.NODES) {
        matrix[to++] = nodes || i < Columns.NODES ? row : without(row);
      }
    }
    return matrix;
  }

  /** Returns a row without the column of the nodes. */
  private static double[] without(double[] row) {
    double[] rest = new double[row.length - 1];
    rest[0] = row[0];
    System.arraycopy(row, Columns.NODES + 1, rest, 1, rest.length - 1);
    return rest;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
