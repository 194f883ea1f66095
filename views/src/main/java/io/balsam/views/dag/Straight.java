package io.balsam.views.dag;

import java.util.ArrayList;
import java.util.List;

/** Straightens long lines: bends in a chain get the same position if there is space for it. */
final class Straight {
  private static final int PASSES = 3;

  private final Layers layers;
  private final double[] size;
  private final double gap;
  private final double[] at;
  private final int[] left;
  private final int[] right;

  private Straight(Layers layers, double[] size, double gap, double[] at) {
    this.layers = layers;
    this.size = size;
    this.gap = gap;
    this.at = at;
    this.left = new int[at.length];
    this.right = new int[at.length];
    for (int[] row : layers.rows) {
      for (int k = 0; k < row.length; k++) {
        left[row[k]] = k == 0 ? -1 : row[k - 1];
        right[row[k]] = k == row.length - 1 ? -1 : row[k + 1];
      }
    }
  }

  /** Moves bends; boxes stay where they are. */
  static void lines(Layers layers, double[] size, double gap, double[] at) {
    Straight straight = new Straight(layers, size, gap, at);
    for (int pass = 0; pass < PASSES; pass++) {
      for (int point = layers.boxes; point < at.length; point++) {
        if (!straight.goesOn(layers.before[point], point)) {
          straight.level(straight.chain(point));
        }
      }
    }
  }

  /** Returns whether a chain leads to this bend from the layer before. */
  private boolean goesOn(int[] before, int point) {
    return before.length == 1
        && layers.bend(before[0])
        && layers.after[before[0]].length == 1
        && layers.before[point].length == 1;
  }

  private List<Integer> chain(int first) {
    List<Integer> chain = new ArrayList<>(List.of(first));
    int point = first;
    while (layers.after[point].length == 1) {
      int next = layers.after[point][0];
      if (!layers.bend(next) || !goesOn(layers.before[next], next)) {
        break;
      }
      chain.add(next);
      point = next;
    }
    return chain;
  }

  private void level(List<Integer> chain) {
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int point : chain) {
      if (left[point] >= 0) {
        least = Math.max(least, at[left[point]] + apart(left[point], point));
      }
      if (right[point] >= 0) {
        most = Math.min(most, at[right[point]] - apart(point, right[point]));
      }
      sum += at[point];
    }
    if (chain.size() > 1 && least <= most) {
      double level = Math.max(least, Math.min(most, sum / chain.size()));
      chain.forEach(point -> at[point] = level);
    }
  }

  private double apart(int a, int b) {
    return (size[a] + size[b]) / 2 + gap;
  }
}
