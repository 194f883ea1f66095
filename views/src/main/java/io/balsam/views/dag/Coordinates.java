package io.balsam.views.dag;

/**
 * Computes the position of each point in its layer: as near as possible to the mean of its
 * neighbours, by least squares, without touching the next one.
 */
final class Coordinates {
  private static final double BEND_PULL = 16;

  private final Layers layers;
  private final double[] size;
  private final double gap;
  private final double[] at;

  private Coordinates(Layers layers, double[] size, double gap) {
    this.layers = layers;
    this.size = size;
    this.gap = gap;
    this.at = new double[layers.rank.length];
  }

  /**
   * Computes the positions.
   *
   * @param size size of each point across the layers
   * @param gap minimum distance between two points of a layer
   * @return the middle of each point
   */
  static double[] of(Layers layers, double[] size, double gap) {
    Coordinates places = new Coordinates(layers, size, gap);
    places.start();
    int rounds = layers.rank.length <= 3_000 ? 30 : 3;
    for (int i = 0; i < rounds; i++) {
      places.sweep(true, i >= rounds * 2 / 3);
      places.sweep(false, i >= rounds * 2 / 3);
    }
    return places.at;
  }

  private void start() {
    for (int[] row : layers.rows) {
      double[] offset = offsets(row);
      double half = row.length == 0 ? 0 : offset[row.length - 1] / 2;
      for (int i = 0; i < row.length; i++) {
        at[row[i]] = offset[i] - half;
      }
    }
  }

  private void sweep(boolean down, boolean bothSides) {
    int count = layers.rows.size();
    for (int i = 0; i < count; i++) {
      int[] row = layers.rows.get(down ? i : count - 1 - i);
      double[] wish = new double[row.length];
      double[] weight = new double[row.length];
      for (int k = 0; k < row.length; k++) {
        wish(row[k], k, down, bothSides, wish, weight);
      }
      settle(row, wish, weight);
    }
  }

  private void wish(
      int point, int k, boolean down, boolean bothSides, double[] wish, double[] weight) {
    double sum = 0;
    double pull = 0;
    for (int side = 0; side < 2; side++) {
      if (bothSides || (side == 0) == down) {
        for (int near : side == 0 ? layers.before[point] : layers.after[point]) {
          double one = layers.bend(point) && layers.bend(near) ? BEND_PULL : 1;
          sum += at[near] * one;
          pull += one;
        }
      }
    }
    wish[k] = pull == 0 ? at[point] : sum / pull;
    weight[k] = pull == 0 ? 0.1 : layers.bend(point) ? 2 : 1;
  }

  private double[] offsets(int[] row) {
    double[] offset = new double[row.length];
    for (int k = 1; k < row.length; k++) {
      offset[k] = offset[k - 1] + (size[row[k - 1]] + size[row[k]]) / 2 + gap;
    }
    return offset;
  }

  /** Resolves overlaps by isotonic regression: pools neighbours whose wishes conflict. */
  private void settle(int[] row, double[] wish, double[] weight) {
    double[] offset = offsets(row);
    int[] first = new int[row.length];
    double[] mean = new double[row.length];
    double[] mass = new double[row.length];
    int pools = 0;
    for (int k = 0; k < row.length; k++) {
      first[pools] = k;
      mean[pools] = wish[k] - offset[k];
      mass[pools] = weight[k];
      pools++;
      while (pools > 1 && mean[pools - 2] >= mean[pools - 1]) {
        double sum = mass[pools - 2] + mass[pools - 1];
        mean[pools - 2] =
            (mean[pools - 2] * mass[pools - 2] + mean[pools - 1] * mass[pools - 1]) / sum;
        mass[pools - 2] = sum;
        pools--;
      }
    }
    for (int p = 0; p < pools; p++) {
      int end = p + 1 < pools ? first[p + 1] : row.length;
      for (int k = first[p]; k < end; k++) {
        at[row[k]] = mean[p] + offset[k];
      }
    }
  }
}
