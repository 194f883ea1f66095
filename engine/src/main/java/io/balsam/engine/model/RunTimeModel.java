package io.balsam.engine.model;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Model of the run times of one app, learnt from its attempts: a Bayesian linear regression of log
 * run time on the numbers of nodes and of ranks and on chosen parameters and tags. Each attempt
 * weighs a little less than the next one, so that the model follows changes. Immutable.
 *
 * <p>Attempts that were ended at their wall time are left out of the regression, of which they
 * would know only a lower bound. They raise {@link WallTimes} and count against {@link #trust}.
 */
public final class RunTimeModel {

  /** Number of finished attempts from which on a model is trusted. */
  public static final int ENOUGH_RUNS = 10;

  /** Weight of an attempt in proportion to the next one's: half after 69 attempts. */
  public static final double FORGETTING = 0.99;

  /** Shortest run time that is told from none. */
  private static final double SHORTEST = 1e-3;

  /** Finished attempts, besides one a column, before predictions are compared with what happens. */
  private static final int WARM_UP = 5;

  /** Number of timeouts, one after another, with which a model is not trusted any more. */
  private static final int TIMEOUTS_IN_ROW = 5;

  private final double forgetting;
  private final long finished;
  private final Columns columns;
  private final WeightedSums sums;
  private final Calibration calibration;
  private final Timeouts timeouts;

  private @Nullable Regression computed;

  /**
   * Creates the model of an app of which nothing is known.
   *
   * @param predictors names of at most four parameters and tags
   * @throws IllegalArgumentException if there are more
   */
  public RunTimeModel(List<String> predictors) {
    this(predictors, FORGETTING);
  }

  /**
   * Creates a model that forgets at a rate of its own.
   *
   * @param forgetting above 0; 1 never forgets
   */
  public RunTimeModel(List<String> predictors, double forgetting) {
    this(
        forgetting,
        0,
        new Columns(predictors),
        WeightedSums.none(new Columns(predictors).size()),
        Calibration.NONE,
        Timeouts.NONE);
    if (!(forgetting > 0 && forgetting <= 1)) {
      throw new IllegalArgumentException(
          "forgetting must be above 0 and at most 1, not " + forgetting);
    }
  }

  private RunTimeModel(
      double forgetting,
      long finished,
      Columns columns,
      WeightedSums sums,
      Calibration calibration,
      Timeouts timeouts) {
    this.forgetting = forgetting;
    this.finished = finished;
    this.columns = columns;
    this.sums = sums;
    this.calibration = calibration;
    this.timeouts = timeouts;
  }

  /**
   * Returns the model that had this form.
   *
   * @throws IllegalArgumentException if the bytes are not those of a model of this version
   */
  public static RunTimeModel fromBytes(byte[] bytes) {
    ModelCodec.State state = ModelCodec.read(bytes);
    return new RunTimeModel(
        state.forgetting(),
        state.finished(),
        state.columns(),
        state.sums(),
        state.calibration(),
        state.timeouts());
  }

  /** Returns the exact state of the model, to be stored: a few hundred bytes. */
  public byte[] toBytes() {
    return ModelCodec.write(
        new ModelCodec.State(forgetting, finished, columns, sums, calibration, timeouts));
  }

  /**
   * Returns the model after an attempt that finished.
   *
   * @param seconds run time; an attempt is left out when it is not finite or negative
   */
  public RunTimeModel finished(JobFeatures job, double seconds) {
    if (!possible(seconds)) {
      return this;
    }
    double time = clamped(seconds);
    Columns grown = columns.including(job);
    double[] targets = ScalingLaws.known(job.nodes(), grown.originNodes(job));
    for (int law = 0; law < targets.length; law++) {
      targets[law] = Math.log(time) - targets[law];
    }
    Prediction expected = predict(job);
    return new RunTimeModel(
        forgetting,
        finished + 1,
        grown,
        sums.plus(forgetting, grown.row(job).values(), targets),
        warm() ? calibration.plus(forgetting, expected.probabilityWithin(time)) : calibration,
        timeouts.finished(Math.log(time) - expected.location()));
  }

  /**
   * Returns the model after an attempt that was ended at its wall time.
   *
   * @param seconds wall time; an attempt is left out when it is not finite or negative
   */
  public RunTimeModel timedOut(JobFeatures job, double seconds) {
    if (!possible(seconds)) {
      return this;
    }
    Prediction expected = predict(job);
    double probability = expected.probabilityWithin(clamped(seconds));
    return new RunTimeModel(
        forgetting,
        finished,
        columns,
        sums,
        // Whether a shorter one had ended within the 90 % interval is not known.
        warm() && probability >= 0.95 ? calibration.plus(forgetting, probability) : calibration,
        warm()
            ? timeouts.plus(Math.log(clamped(seconds)) - expected.location())
            : timeouts.plus(Double.NaN));
  }

  /** Returns the run time to expect of a job. */
  public Prediction predict(JobFeatures job) {
    double[] known = ScalingLaws.known(job.nodes(), columns.originNodes(job));
    return regression().predict(columns.row(job), known);
  }

  /** Returns the seconds above which a job's wall time is to be after timeouts; 0 for any. */
  double leastWallTime(JobFeatures job) {
    double excess = timeouts.excess();
    return Double.isNaN(excess) ? 0 : Math.exp(predict(job).location() + excess);
  }

  /** Returns whether predictions may be relied on. */
  public Trust trust() {
    if (timeouts.inRow() >= TIMEOUTS_IN_ROW || !calibration.good(regression().scatter())) {
      return Trust.BADLY_PREDICTED;
    }
    return finished < ENOUGH_RUNS ? Trust.TOO_FEW_RUNS : Trust.TRUSTED;
  }

  /** Returns the number of attempts that have finished. */
  public long runs() {
    return finished;
  }

  /** Returns the names of the parameters and tags. */
  public List<String> predictors() {
    return columns.predictors();
  }

  /** Returns the share of attempts lately within the 50 % interval predicted; NaN for none yet. */
  public double coverage50() {
    return calibration.share50();
  }

  /** Returns the share of attempts lately within the 90 % interval predicted; NaN for none yet. */
  public double coverage90() {
    return calibration.share90();
  }

  /** Returns the standard deviation of log run time that is not explained. */
  public double scatter() {
    return regression().scatter();
  }

  /**
   * Returns the serial fraction, from 1/256 to 1, if run times follow Amdahl's law with a
   * probability of 90 % and more.
   */
  public OptionalDouble serialFraction() {
    Regression regression = regression();
    return regression.amdahl() >= 0.9
        ? OptionalDouble.of(regression.serialFraction())
        : OptionalDouble.empty();
  }

  /** Computed when it is first needed; a second thread would compute the same. */
  private Regression regression() {
    Regression regression = computed;
    if (regression == null) {
      regression = new Regression(sums, columns.size());
      computed = regression;
    }
    return regression;
  }

  private boolean warm() {
    return finished >= WARM_UP + columns.size();
  }

  private static boolean possible(double seconds) {
    return seconds >= 0 && seconds < Double.POSITIVE_INFINITY;
  }

  private static double clamped(double seconds) {
    return Math.max(SHORTEST, Math.min(Prediction.LONGEST, seconds));
  }
}
