package io.balsam.engine.model;

/** Cholesky's factor of a symmetric, positive definite matrix. */
final class Cholesky {

  private final double[][] factor;

  /** Factors the matrix in place; only its lower triangle is read. */
  Cholesky(double[][] matrix) {
    factor = matrix;
    for (int i = 0; i < factor.length; i++) {
      for (int k = 0; k <= i; k++) {
        double sum = factor[i][k];
        for (int m = 0; m < k; m++) {
          sum -= factor[i][m] * factor[k][m];
        }
        factor[i][k] = i == k ? Math.sqrt(sum) : sum / factor[k][k];
      }
    }
  }

  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < factor.length; i++) {
      sum += 2 * Math.log(factor[i][i]);
    }
    return sum;
  }

  /** Returns the solution of the linear equations with this matrix. */
  double[] solve(double[] right) {
    double[] solution = forward(right);
    for (int i = solution.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < solution.length; k++) {
        solution[i] -= factor[k][i] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    return solution;
  }

  /** Returns the square of a vector in the metric of the inverse matrix. */
  double inverseSquare(double[] vector) {
    double sum = 0;
    for (double part : forward(vector)) {
      sum += part * part;
    }
    return sum;
  }

  private double[] forward(double[] right) {
    double[] solution = right.clone();
    for (int i = 0; i < solution.length; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= factor[i][k] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    return solution;
  }
}
