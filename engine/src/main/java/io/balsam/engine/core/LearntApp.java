package io.balsam.engine.core;

import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.model.WallTimes;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.store.RunTimeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knowledge of the run times of an app's jobs. Immutable, but for what it has computed. */
public final class LearntApp {

  private static final Logger LOG = LoggerFactory.getLogger(LearntApp.class);

  private final RunTimeModel model;
  private final JobFeatures last;
  private final Instant learnt;
  private final Times times;

  LearntApp(RunTimeModel model, JobFeatures last, Instant learnt) {
    this(model, last, learnt, new Times(model));
  }

  private LearntApp(RunTimeModel model, JobFeatures last, Instant learnt, Times times) {
    this.model = model;
    this.last = last;
    this.learnt = learnt;
    this.times = times;
  }

  /** Returns what was stored; empty if it was of another version, or is damaged. */
  public static Optional<LearntApp> of(RunTimeRow row) {
    try {
      RunTimeModel model = RunTimeModel.fromBytes(row.model());
      JobFeatures last = new JobFeatures(row.nodes(), row.ranks(), row.values());
      return Optional.of(new LearntApp(model, last, row.learnt()));
    } catch (IllegalArgumentException e) {
      LOG.warn("run times of app '{}' are learnt anew: {}", row.app(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns what is known after another attempt. */
  LearntApp then(RunTimeModel next, JobFeatures job, Instant at) {
    // After a timeout longer times are suggested at once.
    boolean finished = next.runs() > model.runs();
    return new LearntApp(
        next, job, at, finished && times.serveStill(next) ? times : new Times(next));
  }

  /** Returns whether it says about the same of all jobs as another state of the model. */
  boolean predictsLike(LearntApp other) {
    return times == other.times;
  }

  RunTimeRow row(String app) {
    return new RunTimeRow(app, learnt, model.toBytes(), last.nodes(), last.ranks(), last.values());
  }

  /** Returns the model after the attempts so far. */
  public RunTimeModel model() {
    return model;
  }

  /** Returns the properties of the job that was learnt from last. */
  public JobFeatures last() {
    return last;
  }

  /** Returns the end of the attempt that was learnt from last. */
  public Instant learnt() {
    return learnt;
  }

  /** Returns the time within which a job is expected to end. On the event loop's thread only. */
  JobTime time(JobFeatures job) {
    return times.of(job);
  }

  /** Times of jobs that one state of the model gave, used while later ones say about the same. */
  private static final class Times {

    private static final int BOUND = 10_000;

    /** Four steps to a doubling: each time is a rank of its own in the queue. */
    private static final double STEPS = 4;

    private final RunTimeModel model;
    private final Map<JobFeatures, JobTime> known = new HashMap<>();

    Times(RunTimeModel model) {
      this.model = model;
    }

    boolean serveStill(RunTimeModel next) {
      return next.trust() == model.trust() && next.runs() <= model.runs() + model.runs() / 20;
    }

    JobTime of(JobFeatures job) {
      if (known.size() >= BOUND) {
        known.clear();
      }
      return known.computeIfAbsent(job, this::compute);
    }

    private JobTime compute(JobFeatures job) {
      return WallTimes.suggest(model, job)
          .map(time -> new JobTime(rounded(time), false))
          .orElse(JobTime.UNKNOWN);
    }

    private static Duration rounded(Duration time) {
      double minutes = time.toMillis() / 60_000.0;
      double step = Math.ceil(STEPS * Math.log(minutes) / Math.log(2) - 1e-9);
      return Duration.ofSeconds((long) Math.ceil(60 * Math.pow(2, step / STEPS)));
    }
  }
}
