package io.balsam.engine.model;

/**
 * Candidates for how run time depends on the number of nodes: a power of it, whose exponent the
 * regression estimates (number 0), and Amdahl's law with one of nine serial fractions, 1, ½, ¼ …
 * 1/256, whose logarithm is a known function of the number of nodes.
 */
final class ScalingLaws {

  static final int POWER = 0;
  static final int COUNT = 10;

  private ScalingLaws() {}

  /** Returns the part of log run time that each law knows, in relation to the first attempt's. */
  static double[] known(int nodes, int originNodes) {
    double[] known = new double[COUNT];
    for (int law = 1; law < COUNT; law++) {
      known[law] = logTime(serialFraction(law), nodes) - logTime(serialFraction(law), originNodes);
    }
    return known;
  }

  static double serialFraction(int law) {
    return Math.scalb(1.0, 1 - law);
  }

  /** Returns the logarithm of a law's probability before the first attempt. */
  static double logPrior(int law) {
    return law == POWER ? Math.log(0.5) : Math.log(0.5 / (COUNT - 1));
  }

  private static double logTime(double serial, int nodes) {
    return Math.log(serial + (1 - serial) / nodes);
  }
}
