package io.balsam.engine.model;

/** Degree to which predictions of a model may be relied on. */
public enum Trust {
  /** Fewer than {@link RunTimeModel#ENOUGH_RUNS} attempts have finished. */
  TOO_FEW_RUNS,

  /** Predicted intervals hold the times as often as they should. */
  TRUSTED,

  /** They do not: two kinds of jobs in one app, a change, hanging jobs. */
  BADLY_PREDICTED
}
