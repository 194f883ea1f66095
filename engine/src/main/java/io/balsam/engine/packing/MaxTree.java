package io.balsam.engine.packing;

import java.util.Arrays;

/**
 * Numbers in a row, with a quick answer to "which is the first one, from here on, that is at least
 * so large": each inner place holds the largest number below it.
 */
final class MaxTree {

  private final int leaves;
  private final int[] largest;

  MaxTree(int size) {
    leaves = Integer.highestOneBit(Math.max(1, size - 1)) * 2;
    largest = new int[2 * leaves];
    Arrays.fill(largest, -1);
  }

  void set(int position, int value) {
    int at = leaves + position;
    largest[at] = value;
    for (at /= 2; at >= 1; at /= 2) {
      largest[at] = Math.max(largest[2 * at], largest[2 * at + 1]);
    }
  }

  /** The first position, not before {@code from}, with at least that value; -1 for none. */
  int first(int from, int atLeast) {
    if (from >= leaves) {
      return -1;
    }
    int at = leaves + from;
    while (largest[at] < atLeast) {
      // Up while we are a right child, then to the neighbour on the right.
      while ((at & 1) == 1) {
        at /= 2;
      }
      if (at == 0) {
        return -1;
      }
      at++;
    }
    while (at < leaves) {
      at = largest[2 * at] >= atLeast ? 2 * at : 2 * at + 1;
    }
    return at - leaves;
  }
}
