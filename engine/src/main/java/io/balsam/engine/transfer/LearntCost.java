package io.balsam.engine.transfer;

import io.balsam.spi.TransferCost;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Cost of a way, from what its plugin says and from what its tasks took lately.
 *
 * <p>The three figures are those with the least squares of the logarithms of (estimate ÷ time
 * taken), which the method of Gauss and Newton finds: a task that took ten times as long as
 * estimated weighs as much as one that took a tenth. Older tasks count less; where no task tells,
 * the figures stay those of the plugin.
 */
final class LearntCost {

  /** Number of tasks that are looked at. */
  private static final int TASKS = 30;

  /** Weight of a task in proportion to the next one's. */
  private static final double MEMORY = 0.85;

  /** Weight of the plugin's figures in proportion to the last task's. */
  private static final double DECLARED = 0.01;

  private static final int ROUNDS = 15;
  private static final int FIGURES = 3;

  /**
   * Task that has ended.
   *
   * @param shares times that the plugin's figures yield: to start, for the files, for the bytes
   * @param took logarithm of the seconds that it took
   */
  private record Task(double[] shares, double took) {}

  private final TransferCost declared;
  private final Deque<Task> latestFirst = new ArrayDeque<>();

  /** Logarithms of the factors between the figures and the plugin's. */
  private final double[] factors = new double[FIGURES];

  LearntCost(TransferCost declared) {
    this.declared = declared;
  }

  /** Takes a task into account. */
  void observe(long files, long bytes, double seconds) {
    double[] shares = {
      Math.max(1e-6, declared.start()), files * declared.perFile(), bytes / declared.rate()
    };
    latestFirst.addFirst(new Task(shares, Math.log(Math.max(1e-3, seconds))));
    if (latestFirst.size() > TASKS) {
      latestFirst.removeLast();
    }
    for (int round = 0; round < ROUNDS; round++) {
      improve();
    }
  }

  /** Returns the cost as far as it is known. */
  TransferCost cost() {
    return new TransferCost(
        Math.max(1e-6, declared.start()) * Math.exp(factors[0]),
        declared.perFile() * Math.exp(factors[1]),
        declared.rate() / Math.exp(factors[2]));
  }

  private void improve() {
    double[][] matrix = new double[FIGURES][FIGURES + 1];
    for (int i = 0; i < FIGURES; i++) {
      matrix[i][i] = DECLARED;
      matrix[i][FIGURES] = -DECLARED * factors[i];
    }
    double weight = 1;
    for (Task task : latestFirst) {
      double[] parts = new double[FIGURES];
      double whole = 0;
      for (int i = 0; i < FIGURES; i++) {
        parts[i] = task.shares[i] * Math.exp(factors[i]);
        whole += parts[i];
      }
      double error = task.took - Math.log(whole);
      for (int i = 0; i < FIGURES; i++) {
        for (int k = 0; k < FIGURES; k++) {
          matrix[i][k] += weight * parts[i] / whole * parts[k] / whole;
        }
        matrix[i][FIGURES] += weight * parts[i] / whole * error;
      }
      weight *= MEMORY;
    }
    double[] steps = solved(matrix);
    for (int i = 0; i < FIGURES; i++) {
      // Longer steps could lead away from the solution.
      factors[i] += Math.max(-1, Math.min(1, steps[i]));
    }
  }

  /** Solves linear equations, whose matrix is positive definite: it needs no pivots. */
  private static double[] solved(double[][] rows) {
    for (int i = 0; i < FIGURES; i++) {
      for (int row = 0; row < FIGURES; row++) {
        double share = row == i ? 0 : rows[row][i] / rows[i][i];
        for (int column = i; column <= FIGURES; column++) {
          rows[row][column] -= share * rows[i][column];
        }
      }
    }
    double[] solution = new double[FIGURES];
    for (int i = 0; i < FIGURES; i++) {
      solution[i] = rows[i][FIGURES] / rows[i][i];
    }
    return solution;
  }
}
