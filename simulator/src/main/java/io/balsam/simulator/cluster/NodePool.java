package io.balsam.simulator.cluster;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Nodes: which are in service, which are free, and whose job is on each of the others. */
final class NodePool {

  private final BitSet up;
  private final BitSet free;
  private final @Nullable Job[] occupants;
  private int upCount;
  private int freeCount;

  NodePool(int nodes) {
    up = new BitSet(nodes);
    up.set(0, nodes);
    free = new BitSet(nodes);
    free.set(0, nodes);
    occupants = new Job[nodes];
    upCount = nodes;
    freeCount = nodes;
  }

  int size() {
    return occupants.length;
  }

  int upCount() {
    return upCount;
  }

  int freeCount() {
    return freeCount;
  }

  boolean isUp(int node) {
    return up.get(node);
  }

  /** Returns the job on a node; null for none. */
  @Nullable Job occupant(int node) {
    return occupants[node];
  }

  /** Returns the number of free nodes whose numbers are not lower. */
  int freeCount(int first) {
    return first == 0 ? freeCount : free.get(first, occupants.length).cardinality();
  }

  /** Returns a copy of the set of free nodes. */
  BitSet free() {
    return (BitSet) free.clone();
  }

  /** Takes the free nodes with the lowest numbers from one on. There must be as many. */
  NodeRuns take(Job job, int count, int first) {
    NodeRuns taken = NodeRuns.lowest(free, count, first);
    taken.each(
        (from, to) -> {
          free.clear(from, to);
          Arrays.fill(occupants, from, to, job);
        });
    freeCount -= count;
    return taken;
  }

  /** Returns nodes; those that are down do not become free. */
  void release(NodeRuns nodes) {
    nodes.each(
        (from, to) -> {
          Arrays.fill(occupants, from, to, null);
          for (int node = up.nextSetBit(from); node >= 0 && node < to; ) {
            int end = Math.min(to, up.nextClearBit(node));
            free.set(node, end);
            freeCount += end - node;
            node = up.nextSetBit(end);
          }
        });
  }

  /** Takes a node that is up out of service. A job on it keeps its nodes until it releases them. */
  void down(int node) {
    up.clear(node);
    upCount--;
    if (free.get(node)) {
      free.clear(node);
      freeCount--;
    }
  }

  /** Puts a node that is down, without a job, into service. */
  void up(int node) {
    up.set(node);
    upCount++;
    free.set(node);
    freeCount++;
  }
}
