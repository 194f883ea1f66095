package io.balsam.engine.core;

import java.util.Arrays;

/** Children by parent: linked chains in two columns, eight bytes an edge. */
public final class EdgeTable {

  /** Receives one child. */
  @FunctionalInterface
  public interface Sink {
    void child(int index, boolean anyEnd);
  }

  static final int NONE = -1;

  private int size;
  // A child that accepts any end of its parent is stored as its complement.
  private int[] child = new int[16];
  private int[] next = new int[16];

  int add(int childSlot, boolean anyEnd, int chain) {
    if (size == child.length) {
      int length = size + (size >> 1);
      child = Arrays.copyOf(child, length);
      next = Arrays.copyOf(next, length);
    }
    child[size] = anyEnd ? ~childSlot : childSlot;
    next[size] = chain;
    return size++;
  }

  void each(int chain, Sink sink) {
    for (int edge = chain; edge != NONE; edge = next[edge]) {
      int one = child[edge];
      sink.child(one < 0 ? ~one : one, one < 0);
    }
  }

  long bytes() {
    return (long) child.length * 2 * Integer.BYTES;
  }
}
