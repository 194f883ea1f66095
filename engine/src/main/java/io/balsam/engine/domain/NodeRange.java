package io.balsam.engine.domain;

/**
 * Numbers of nodes that a moldable job can start on.
 *
 * @param fewest at least 1
 * @param most at least as many
 */
public record NodeRange(int fewest, int most) {

  /** Checks the numbers. */
  public NodeRange {
    if (fewest < 1 || most < fewest) {
      throw new IllegalArgumentException(
          "a range of nodes goes from 1 or more upward, not " + fewest + ".." + most);
    }
  }

  void check(int nodes) {
    if (nodes < fewest || nodes > most) {
      throw new IllegalArgumentException(nodes + " is not in the range of nodes " + this);
    }
  }

  /** Returns the range as scripts have it, such as {@code 1..16}. */
  @Override
  public String toString() {
    return fewest + ".." + most;
  }
}
