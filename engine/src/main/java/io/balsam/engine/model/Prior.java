package io.balsam.engine.model;

/**
 * Normal-inverse-gamma prior: what is assumed before the first attempt. It is so weak that ten
 * attempts outweigh it, but it gives an answer where attempts say nothing of a coefficient.
 */
final class Prior {

  /** Shape and scale of the variance of log run time: about 10 % scatter, worth two attempts. */
  static final double SHAPE = 1;

  static final double SCALE = 0.01;

  /** Precision of each coefficient, in attempts. */
  static final double PRECISION = 1e-3;

  /** Logarithm of the run time of a job of which nothing is known: a minute. */
  private static final double CONSTANT = Math.log(60);

  /** Exponent of the number of nodes, half-way between no speed-up and an ideal one. */
  private static final double NODES = -0.5;

  private Prior() {}

  static double mean(int column) {
    if (column == 0) {
      return CONSTANT;
    }
    return column == Columns.NODES ? NODES : 0;
  }
}
