package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import java.util.Arrays;

/**
 * Dependencies between jobs, by index in the list of nodes; edges to jobs outside the graph are
 * left out.
 */
final class Dependencies {
  private final long[] ids;
  private final int[] order;
  private final int[][] parents;
  private final int[][] children;

  private Dependencies(GraphView graph) {
    int n = graph.nodes().size();
    Integer[] byId = new Integer[n];
    Arrays.setAll(byId, i -> i);
    Arrays.sort(byId, (a, b) -> Long.compare(graph.nodes().get(a).id(), graph.nodes().get(b).id()));
    ids = new long[n];
    order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = byId[i];
      ids[i] = graph.nodes().get(byId[i]).id();
    }
    int[] ins = new int[n];
    int[] outs = new int[n];
    for (GraphView.Edge edge : graph.edges()) {
      if (index(edge.parent()) >= 0 && index(edge.child()) >= 0) {
        outs[index(edge.parent())]++;
        ins[index(edge.child())]++;
      }
    }
    parents = rows(ins);
    children = rows(outs);
    for (GraphView.Edge edge : graph.edges()) {
      int parent = index(edge.parent());
      int child = index(edge.child());
      if (parent >= 0 && child >= 0) {
        children[parent][--outs[parent]] = child;
        parents[child][--ins[child]] = parent;
      }
    }
  }

  private static int[][] rows(int[] lengths) {
    int[][] rows = new int[lengths.length][];
    Arrays.setAll(rows, i -> new int[lengths[i]]);
    return rows;
  }

  static Dependencies of(GraphView graph) {
    return new Dependencies(graph);
  }

  /** Returns a job's index, below 0 when it is not in the graph. */
  int index(long id) {
    int at = Arrays.binarySearch(ids, id);
    return at < 0 ? -1 : order[at];
  }

  int[] parents(int node) {
    return parents[node];
  }

  int[] children(int node) {
    return children[node];
  }

  int size() {
    return ids.length;
  }

  /** Returns for each job the number of edges on the longest path from a job without parents. */
  int[] depths() {
    int[] depth = new int[size()];
    int[] open = new int[size()];
    int[] queue = new int[size()];
    int end = 0;
    for (int i = 0; i < size(); i++) {
      open[i] = parents[i].length;
      if (open[i] == 0) {
        queue[end++] = i;
      }
    }
    for (int begin = 0; begin < end; begin++) {
      int node = queue[begin];
      for (int child : children[node]) {
        depth[child] = Math.max(depth[child], depth[node] + 1);
        if (--open[child] == 0) {
          queue[end++] = child;
        }
      }
    }
    return depth;
  }
}
