package io.balsam.views.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Attempts in as few rows as there were at once on each node, no two on top of each other. */
final class Lanes {
  private final int[] of;
  private final Map<String, Integer> nodes;
  private final int count;

  private Lanes(int[] of, Map<String, Integer> nodes, int count) {
    this.of = of;
    this.nodes = nodes;
    this.count = count;
  }

  /** The row of an attempt, by its place in the list. */
  int lane(int attempt) {
    return of[attempt];
  }

  /** The first row of each node, by name. */
  Map<String, Integer> nodes() {
    return nodes;
  }

  /** Rows in all. */
  int count() {
    return count;
  }

  private record Busy(double until, int lane) {}

  static Lanes of(List<Attempt> attempts) {
    Map<String, List<Integer>> byNode = new TreeMap<>();
    for (int i = 0; i < attempts.size(); i++) {
      byNode.computeIfAbsent(attempts.get(i).node(), n -> new ArrayList<>()).add(i);
    }
    int[] of = new int[attempts.size()];
    Map<String, Integer> nodes = new HashMap<>();
    int next = 0;
    for (var entry : byNode.entrySet()) {
      nodes.put(entry.getKey(), next);
      next = fill(attempts, entry.getValue(), of, next);
    }
    return new Lanes(of, nodes, next);
  }

  private static int fill(List<Attempt> attempts, List<Integer> mine, int[] of, int first) {
    PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingDouble(Busy::until));
    PriorityQueue<Integer> free = new PriorityQueue<>();
    int next = first;
    for (int i : mine) {
      Attempt attempt = attempts.get(i);
      while (!busy.isEmpty() && busy.element().until() <= attempt.begin()) {
        free.add(busy.remove().lane());
      }
      of[i] = free.isEmpty() ? next++ : free.remove();
      busy.add(new Busy(attempt.end(), of[i]));
    }
    return next;
  }
}
