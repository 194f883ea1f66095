package io.balsam.views.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Assigns attempts to rows, one row for each core that was in use at once on a node: an attempt
 * takes as many neighbouring rows as it has cores, and no two overlap.
 */
final class Lanes {
  private final int[] of;
  private final Map<String, Integer> nodes;
  private final int count;

  private Lanes(int[] of, Map<String, Integer> nodes, int count) {
    this.of = of;
    this.nodes = nodes;
    this.count = count;
  }

  /** Returns the first row of an attempt, by its index in the list. */
  int lane(int attempt) {
    return of[attempt];
  }

  /** Returns the first row of each node, by name. */
  Map<String, Integer> nodes() {
    return nodes;
  }

  /** Returns the number of rows. */
  int count() {
    return count;
  }

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

  /**
   * Assigns the first free rows to each attempt.
   *
   * @return the first row of the next node
   */
  private static int fill(List<Attempt> attempts, List<Integer> mine, int[] of, int first) {
    List<Double> until = new ArrayList<>();
    for (int i : mine) {
      Attempt attempt = attempts.get(i);
      int row = free(until, attempt);
      for (int core = 0; core < attempt.cores(); core++) {
        if (row + core == until.size()) {
          until.add(attempt.end());
        } else {
          until.set(row + core, attempt.end());
        }
      }
      of[i] = first + row;
    }
    return first + until.size();
  }

  private static int free(List<Double> until, Attempt attempt) {
    int run = 0;
    for (int row = 0; row < until.size(); row++) {
      run = until.get(row) <= attempt.begin() ? run + 1 : 0;
      if (run == attempt.cores()) {
        return row - run + 1;
      }
    }
    return until.size() - run;
  }
}
