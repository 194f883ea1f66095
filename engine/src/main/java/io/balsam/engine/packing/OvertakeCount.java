package io.balsam.engine.packing;

import java.util.TreeMap;

/** Counts the jobs placed in one pass, by priority. */
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

  /** Returns the number of those whose priority is not higher. */
  int notAbove(int priority) {
    // Nearly always there is one priority.
    return priority >= highest
        ? all
        : placed.headMap(priority, true).values().stream().mapToInt(Integer::intValue).sum();
  }
}
