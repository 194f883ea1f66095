package io.balsam.engine.packing;

import java.util.Arrays;

/**
 * Index of free cores and GPUs of nodes in a row. It finds quickly the first node, from a position
 * on, that has enough of both: each inner entry of the tree holds the maximum of either below it.
 */
final class FreeNodeIndex {

  private final int leaves;
  private final int[] cores;
  private final long[] gpuParts;

  FreeNodeIndex(int size) {
    leaves = Integer.highestOneBit(Math.max(1, size - 1)) * 2;
    cores = new int[2 * leaves];
    gpuParts = new long[2 * leaves];
    // Entries without a node must not look like full nodes, which fit a request for nothing.
    Arrays.fill(cores, -1);
  }

  void set(int position, int freeCores, long freeGpuParts) {
    int at = leaves + position;
    cores[at] = freeCores;
    gpuParts[at] = freeGpuParts;
    for (at /= 2; at >= 1; at /= 2) {
      cores[at] = Math.max(cores[2 * at], cores[2 * at + 1]);
      gpuParts[at] = Math.max(gpuParts[2 * at], gpuParts[2 * at + 1]);
    }
  }

  /** Returns the free cores of the node that has most. */
  int mostCores() {
    return cores[1];
  }

  /**
   * Returns whether some node has that many cores, and some node, maybe another, that many GPUs.
   */
  boolean mayHave(int wantedCores, long wantedParts) {
    return has(1, wantedCores, wantedParts);
  }

  /** Returns the first position, not before {@code from}, that has both; -1 for none. */
  int first(int from, int wantedCores, long wantedParts) {
    int at = from < leaves ? leaves + from : 0;
    while (at > 0) {
      if (!has(at, wantedCores, wantedParts)) {
        at = right(at);
      } else if (at >= leaves) {
        return at - leaves;
      } else {
        at = 2 * at;
      }
    }
    return -1;
  }

  /** Returns the right neighbour of this entry, or of the first one above that has one; else 0. */
  private static int right(int at) {
    int place = at;
    while ((place & 1) == 1) {
      place /= 2;
    }
    return place == 0 ? 0 : place + 1;
  }

  private boolean has(int at, int wantedCores, long wantedParts) {
    return cores[at] >= wantedCores && gpuParts[at] >= wantedParts;
  }
}
