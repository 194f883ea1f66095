package io.balsam.engine.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of the regression: the constant, log nodes, log ranks per node, the logarithm of each
 * predictor, and one column for each level that a predictor has had besides its first.
 *
 * <p>The first value of a column is its origin, so that the constant stands for a job like the
 * first one, and the prior of the constant says nothing of the other coefficients. What a job lacks
 * counts as the origin. Immutable.
 */
record Columns(List<String> predictors, @Nullable Origin origin, long[] levels) {

  static final int NODES = 1;
  static final int MOST_PREDICTORS = 4;

  /** Number of columns for levels; the last one is shared by all levels that come later. */
  static final int MOST_LEVELS = 6;

  private static final int RANKS = 2;
  private static final int FIXED = 3;

  /** Longest distance of a logarithm from its origin; what lies further away counts as that far. */
  private static final double FURTHEST = 50;

  /**
   * Values of the first attempt.
   *
   * @param nodes its number of nodes
   * @param ranksPerNode its number of ranks on each node
   * @param logarithms of the predictors, from the first attempt that had one; else NaN
   * @param levels of the predictors
   */
  record Origin(int nodes, double ranksPerNode, double[] logarithms, int[] levels) {}

  /**
   * Values of a job in the columns.
   *
   * @param values one for each column
   * @param unseen number of its levels that have no column yet
   */
  record Row(double[] values, int unseen) {}

  Columns(List<String> predictors) {
    this(List.copyOf(predictors), null, new long[0]);
    if (predictors.size() > MOST_PREDICTORS) {
      throw new IllegalArgumentException(
          "a run time is predicted by at most %d parameters and tags, not %d"
              .formatted(MOST_PREDICTORS, predictors.size()));
    }
  }

  int size() {
    return FIXED + predictors.size() + levels.length;
  }

  /** Returns the columns that a job needs: these, and maybe others at the end. */
  Columns including(JobFeatures job) {
    PredictorValue[] values = values(job);
    Origin first = originWith(job, values);
    Columns grown = new Columns(predictors, first, levels);
    for (int i = 0; i < values.length; i++) {
      int level = values[i].level();
      if (level != first.levels[i] && grown.column(i, level) < 0) {
        long[] more = Arrays.copyOf(grown.levels, grown.levels.length + 1);
        more[more.length - 1] = key(i, level);
        grown = new Columns(predictors, first, more);
      }
    }
    return grown;
  }

  private Origin originWith(JobFeatures job, PredictorValue[] values) {
    Origin before = origin;
    if (before == null) {
      return new Origin(
          job.nodes(),
          job.ranksPerNode(),
          Arrays.stream(values).mapToDouble(PredictorValue::logarithm).toArray(),
          Arrays.stream(values).mapToInt(PredictorValue::level).toArray());
    }
    double[] logarithms = before.logarithms.clone();
    boolean more = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(logarithms[i]) && !Double.isNaN(values[i].logarithm())) {
        logarithms[i] = values[i].logarithm();
        more = true;
      }
    }
    return more ? new Origin(before.nodes, before.ranksPerNode, logarithms, before.levels) : before;
  }

  Row row(JobFeatures job) {
    double[] row = new double[size()];
    row[0] = 1;
    if (origin == null) {
      return new Row(row, 0);
    }
    row[NODES] = distance(Math.log(job.nodes()), Math.log(origin.nodes));
    row[RANKS] = distance(Math.log(job.ranksPerNode()), Math.log(origin.ranksPerNode));
    int unseen = 0;
    PredictorValue[] values = values(job);
    for (int i = 0; i < values.length; i++) {
      row[FIXED + i] = distance(values[i].logarithm(), origin.logarithms[i]);
      int level = values[i].level();
      if (level != origin.levels[i]) {
        int column = column(i, level);
        if (column < 0) {
          unseen++;
        } else {
          row[column]++;
        }
      }
    }
    return new Row(row, unseen);
  }

  /** Returns the number of nodes that counts as the origin. */
  int originNodes(JobFeatures job) {
    return origin == null ? job.nodes() : origin.nodes;
  }

  private PredictorValue[] values(JobFeatures job) {
    PredictorValue[] values = new PredictorValue[predictors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = PredictorValue.of(job.values().get(predictors.get(i)));
    }
    return values;
  }

  /** Returns the column of a level; when all are in use, the last; -1 for none. */
  private int column(int predictor, int level) {
    long wanted = key(predictor, level);
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] == wanted || i == MOST_LEVELS - 1) {
        return FIXED + predictors.size() + i;
      }
    }
    return -1;
  }

  private static long key(int predictor, int level) {
    return ((long) predictor << Integer.SIZE) | Integer.toUnsignedLong(level);
  }

  private static double distance(double logarithm, double from) {
    double distance = logarithm - from;
    return Double.isNaN(distance) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, distance));
  }
}
