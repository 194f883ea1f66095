package io.balsam.engine.model;

import java.time.Duration;
import java.util.Optional;

/** Suggests wall times for jobs that have none. */
public final class WallTimes {

  private static final double QUANTILE = 0.95;
  private static final double MARGIN = 1.25;

  /** Factor on the longest wall time, in relation to the predicted time, that was too short. */
  private static final double AFTER_TIMEOUT = 2;

  /** Largest factor on the quantile: a job that takes longer hangs. */
  private static final double HANGING = 16;

  /** Factor between the quantile and the median with which a prediction says too little. */
  private static final double UNCERTAIN = 10;

  private static final double SHORTEST = 60;

  private WallTimes() {}

  /**
   * Returns the time within which 95 of 100 such jobs end, with a quarter added; after timeouts
   * twice the time that was too short, or more. At least a minute. Empty when the model is not
   * trusted, or knows too little of such jobs.
   */
  public static Optional<Duration> suggest(RunTimeModel model, JobFeatures job) {
    if (model.trust() != Trust.TRUSTED) {
      return Optional.empty();
    }
    Prediction prediction = model.predict(job);
    double quantile = prediction.quantile(QUANTILE);
    if (quantile > UNCERTAIN * prediction.median()) {
      return Optional.empty();
    }
    double afterTimeout = Math.min(AFTER_TIMEOUT * model.leastWallTime(job), HANGING * quantile);
    double seconds = Math.max(SHORTEST, Math.max(MARGIN * quantile, afterTimeout));
    return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
  }
}
