package io.balsam.simulator.cluster;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Set of nodes as runs of successive numbers: jobs often have few, however many nodes they have.
 */
final class NodeRuns {

  static final NodeRuns NONE = new NodeRuns(new int[0]);

  /** First number of each run, and the one behind its last, in ascending order. */
  private final int[] bounds;

  private NodeRuns(int[] bounds) {
    this.bounds = bounds;
  }

  /** Called with the first number of a run and the one behind its last. */
  interface Visitor {
    void visit(int from, int to);
  }

  /** Returns the lowest numbers of a set from one on. There must be as many. */
  static NodeRuns lowest(BitSet set, int count, int first) {
    int[] bounds = new int[8];
    int used = 0;
    int to = first;
    for (int left = count; left > 0; ) {
      int from = set.nextSetBit(to);
      to = Math.min(set.nextClearBit(from), from + left);
      left -= to - from;
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * used);
      }
      bounds[used++] = from;
      bounds[used++] = to;
    }
    return new NodeRuns(Arrays.copyOf(bounds, used));
  }

  void each(Visitor visitor) {
    for (int i = 0; i < bounds.length; i += 2) {
      visitor.visit(bounds[i], bounds[i + 1]);
    }
  }

  /** Returns the number behind the last one; 0 if there are none. */
  int end() {
    return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
  }

  List<Integer> numbers() {
    return IntStream.range(0, bounds.length / 2)
        .flatMap(run -> IntStream.range(bounds[2 * run], bounds[2 * run + 1]))
        .boxed()
        .toList();
  }
}
