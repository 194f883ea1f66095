package io.balsam.views.dag;

import java.util.Arrays;
import java.util.List;

/**
 * Sequence of points within layers: each point is near the middle of its neighbours, so that few
 * lines cross.
 */
final class LayerOrder {
  private static final int SMALL = 3_000;

  /** Number of points up to which every swap of neighbours is tried as well. */
  private static final int TINY = 400;

  private static final int SWAP_ROUNDS = 8;

  private final Layers layers;
  private final int[] place;
  private final double[] middle;

  private LayerOrder(Layers layers) {
    this.layers = layers;
    this.place = new int[layers.rank.length];
    this.middle = new double[layers.rank.length];
  }

  /** Sorts the rows of the layers. */
  static void improve(Layers layers) {
    new LayerOrder(layers).improve();
  }

  private void improve() {
    layers.rows.forEach(this::number);
    int sweeps = place.length <= SMALL ? 24 : 4;
    long least = crossings();
    List<int[]> best = layers.rows.stream().map(int[]::clone).toList();
    for (int sweep = 0; sweep < sweeps && least > 0; sweep++) {
      sweep(sweep % 2 == 0);
      long now = crossings();
      if (now < least) {
        least = now;
        best = layers.rows.stream().map(int[]::clone).toList();
      }
    }
    layers.rows.clear();
    layers.rows.addAll(best);
    layers.rows.forEach(this::number);
    for (int i = 0; place.length <= TINY && i < SWAP_ROUNDS && least > 0; i++) {
      long now = swapped(least);
      if (now == least) {
        break;
      }
      least = now;
    }
  }

  private long swapped(long crossings) {
    long least = crossings;
    for (int[] row : layers.rows) {
      for (int i = 1; i < row.length; i++) {
        swap(row, i);
        long now = crossings();
        if (now < least) {
          least = now;
        } else {
          swap(row, i);
        }
      }
    }
    return least;
  }

  private void swap(int[] row, int i) {
    int point = row[i];
    row[i] = row[i - 1];
    row[i - 1] = point;
    place[row[i]] = i;
    place[point] = i - 1;
  }

  private void sweep(boolean down) {
    int count = layers.rows.size();
    for (int i = 0; i < count; i++) {
      int[] row = layers.rows.get(down ? i : count - 1 - i);
      for (int point : row) {
        int[] near = down ? layers.before[point] : layers.after[point];
        middle[point] =
            near.length == 0
                ? place[point]
                : Arrays.stream(near).mapToDouble(n -> place[n]).average().orElse(0);
      }
      Integer[] sorted = Arrays.stream(row).boxed().toArray(Integer[]::new);
      Arrays.sort(sorted, (a, b) -> Double.compare(middle[a], middle[b]));
      Arrays.setAll(row, k -> sorted[k]);
      number(row);
    }
  }

  private void number(int[] row) {
    for (int i = 0; i < row.length; i++) {
      place[row[i]] = i;
    }
  }

  /** Counts the crossings of lines between neighbouring layers. */
  private long crossings() {
    long sum = 0;
    for (int i = 1; i < layers.rows.size(); i++) {
      int[] tree = new int[layers.rows.get(i).length + 1];
      int seen = 0;
      for (int point : layers.rows.get(i - 1)) {
        for (int next : layers.after[point]) {
          sum += seen - sum(tree, place[next]);
        }
        for (int next : layers.after[point]) {
          add(tree, place[next]);
          seen++;
        }
      }
    }
    return sum;
  }

  private static void add(int[] tree, int at) {
    for (int i = at + 1; i < tree.length; i += i & -i) {
      tree[i]++;
    }
  }

  /** Returns the number of entries added at this position or before. */
  private static long sum(int[] tree, int at) {
    long sum = 0;
    for (int i = at + 1; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }
}
