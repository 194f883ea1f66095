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

  /** Takes the free nodes with the lowest numbers. There must be as many. */
  int[] take(Job job, int count) {
    int[] taken = new int[count];
    int node = -1;
    for (int i = 0; i < count; i++) {
      node = free.nextSetBit(node + 1);
      taken[i] = node;
      occupants[node] = job;
    }
    Arrays.stream(taken).forEach(free::clear);
    freeCount -= count;
    return taken;
  }

  /** Returns nodes; those that are down do not become free. */
  void release(int[] nodes) {
    for (int node : nodes) {
      occupants[node] = null;
      if (up.get(node)) {
        free.set(node);
        freeCount++;
      }
    }
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
