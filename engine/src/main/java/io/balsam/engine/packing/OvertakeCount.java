package io.balsam.engine.packing;

import java.util.TreeMap;

/** How many jobs were placed in one go, by priority. */
final class OvertakeCount {

  private final TreeMap<Integer, Integer> placed = new TreeMap<>();
  private int all;
  private int highest = Integer.MIN_VALUE;

  void add(int priority) {
    placed.merge(priority, 1, Integer::sum);
    all++;
    highest = Math.max(highest, priority);
  }

  boolean any() {
    return all > 0;
  }

  int all() {
    return all;
  }

  /** Those whose priority is not higher. */
  int notAbove(int priority) {
    // Nearly always there is one priority.
    return priority >= highest
        ? all
        : placed.headMap(priority, true).values().stream().mapToInt(Integer::intValue).sum();
  }
}
