package io.balsam.engine.moldable;

/**
 * Number of nodes on which a job can run, and what it takes then.
 *
 * @param nodes at least 1
 * @param seconds run time, above 0
 */
public record NodeOption(int nodes, double seconds) {

  /** Checks the numbers. */
  public NodeOption {
    if (nodes < 1 || !(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a job takes at least 1 node and more than 0 seconds, not %d and %s"
              .formatted(nodes, seconds));
    }
  }

  /** Returns the time that all its nodes take together. */
  public double nodeSeconds() {
    return nodes * seconds;
  }
}
