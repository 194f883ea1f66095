package io.balsam.engine.model;

/**
 * Memory of attempts that were ended at their wall time. Immutable.
 *
 * @param excess largest logarithm of (wall time ÷ median predicted) among them; NaN for none
 * @param inRow number of such attempts since the last finished one
 * @param finishedSince number of attempts that have finished since
 */
record Timeouts(double excess, int inRow, int finishedSince) {

  static final Timeouts NONE = new Timeouts(Double.NaN, 0, 0);

  /** Finished attempts after which a timeout is forgotten: one of 20 may take longer anyway. */
  private static final int MEMORY = 20;

  /** Returns what is remembered with one more; its excess is NaN while it is not known. */
  Timeouts plus(double newExcess) {
    double largest =
        Double.isNaN(excess) || Double.isNaN(newExcess) ? newExcess : Math.max(excess, newExcess);
    return new Timeouts(largest, Math.min(inRow, MEMORY) + 1, 0);
  }

  /** Returns what remains after an attempt finished: nothing when that took as long. */
  Timeouts finished(double newExcess) {
    if (Double.isNaN(excess) || newExcess >= excess || finishedSince + 1 >= MEMORY) {
      return NONE;
    }
    return new Timeouts(excess, 0, finishedSince + 1);
  }
}
