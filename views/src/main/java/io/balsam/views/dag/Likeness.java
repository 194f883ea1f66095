package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups the jobs that are drawn as one box. Groupings from fine to coarse: every job; same app at
 * the same depth with the same groups of parents and children; same app with the same surroundings;
 * same app at about the same depth; same app; about the same depth. The first grouping with few
 * enough boxes and lines is taken.
 */
final class Likeness {
  private static final int STEPS = 64;

  /** Number of boxes up to which a cycle between them is preferred to a long list of its rounds. */
  private static final int FEW = 24;

  /** Maximum number of lines for each box; pictures with more are unreadable. */
  private static final double LINES = 1.5;

  private final Dependencies jobs;
  private final int most;
  private final int[] apps;
  private final int[] depths;

  private Likeness(GraphView graph, Dependencies jobs, int most) {
    this.jobs = jobs;
    this.most = most;
    this.depths = jobs.depths();
    Object[] names = new Object[jobs.size()];
    Arrays.setAll(names, i -> graph.nodes().get(i).app());
    this.apps = number(names);
  }

  /** Returns the number of each job's group; groups are numbered from 0 by their first job. */
  static int[] groups(GraphView graph, Dependencies jobs, int most) {
    return new Likeness(graph, jobs, most).groups();
  }

  private int[] groups() {
    int n = jobs.size();
    if (n <= most) {
      int[] each = new int[n];
      Arrays.setAll(each, i -> i);
      return each;
    }
    int[] layered = refined(banded(depths), STEPS);
    if (readable(layered) && count(layered) <= Math.max(FEW, most / 2)) {
      return layered;
    }
    for (int steps = 3; steps > 0; steps--) {
      int[] circles = refined(apps, steps);
      if (readable(circles) && count(circles) <= Math.min(FEW, most)) {
        return circles;
      }
    }
    if (readable(layered)) {
      return layered;
    }
    int deepest = Arrays.stream(depths).max().orElse(0) + 1;
    for (int bands = deepest; bands > 0; bands = bands * 2 / 3) {
      int[] grouping = banded(bands(bands, deepest));
      if (readable(grouping) || (bands == 1 && count(grouping) <= most)) {
        return grouping;
      }
    }
    return number(boxed(bands(Math.min(most, deepest), deepest)));
  }

  private boolean readable(int[] group) {
    if (count(group) > most) {
      return false;
    }
    Set<Long> lines = new HashSet<>();
    for (int child = 0; child < group.length; child++) {
      for (int parent : jobs.parents(child)) {
        lines.add((long) group[parent] << 32 | group[child]);
      }
    }
    return lines.size() <= LINES * most;
  }

  private int[] bands(int bands, int deepest) {
    return Arrays.stream(depths).map(depth -> (int) ((long) depth * bands / deepest)).toArray();
  }

  private int[] banded(int[] bands) {
    Object[] keys = new Object[bands.length];
    Arrays.setAll(keys, i -> List.of(apps[i], bands[i]));
    return number(keys);
  }

  /**
   * Splits groups whose jobs have different parents or children, until there are none or there are
   * too many groups.
   */
  private int[] refined(int[] start, int steps) {
    int[] group = start;
    for (int step = 0; step < steps && count(group) <= most; step++) {
      int[] now = group;
      Object[] keys = new Object[now.length];
      Arrays.setAll(
          keys, i -> List.of(now[i], around(now, jobs.parents(i)), around(now, jobs.children(i))));
      group = number(keys);
      if (count(group) == count(now)) {
        break;
      }
    }
    return group;
  }

  private static List<Integer> around(int[] group, int[] neighbours) {
    return Arrays.stream(neighbours).map(i -> group[i]).sorted().distinct().boxed().toList();
  }

  private static Object[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray();
  }

  private static int count(int[] group) {
    return Arrays.stream(group).max().orElse(-1) + 1;
  }

  private static int[] number(Object[] keys) {
    Map<Object, Integer> numbers = new HashMap<>();
    int[] group = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      int next = numbers.size();
      group[i] = numbers.computeIfAbsent(keys[i], k -> next);
    }
    return group;
  }
}
