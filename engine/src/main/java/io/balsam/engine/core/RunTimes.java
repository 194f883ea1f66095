package io.balsam.engine.core;

import io.balsam.engine.domain.App;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.model.Trust;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.SiteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Run times of apps' jobs, learnt from attempts as they end: one model for each name of an app. On
 * the event loop's thread only.
 *
 * <p>Attempts after the first are left out, since they may go on from what an earlier one left; so
 * are those that failed. Of those that were ended at their wall time it is only known that they
 * took longer.
 */
public final class RunTimes {

  private final CommitBatch batch;
  private final Map<String, LearntApp> apps = new HashMap<>();
  private long version;

  RunTimes(SiteStore store, CommitBatch batch) {
    this.batch = batch;
    store.runTimes().forEach(row -> LearntApp.of(row).ifPresent(app -> apps.put(row.app(), app)));
  }

  /** Learns from an attempt that succeeded. */
  public void succeeded(Job job, Instant began, Instant ended) {
    if (job.attempts() == 1) {
      learn(job, ended, (model, features) -> model.finished(features, seconds(began, ended)));
    }
  }

  /** Learns from an attempt that was ended at its wall time. */
  public void overtime(Job job, Instant at) {
    if (job.attempts() == 1) {
      double seconds = job.shape().wallTime().toMillis() / 1000.0;
      learn(job, at, (model, features) -> model.timedOut(features, seconds));
    }
  }

  /**
   * Learns from an attempt that was cut off when its allocation ended. Where it had less time than
   * such jobs take, that says nothing of them.
   */
  public void cutOff(Job job, Instant began, Instant ended) {
    if (job.attempts() == 1) {
      double seconds = seconds(began, ended);
      learn(
          job,
          ended,
          (model, features) ->
              model.runs() > 0 && seconds < model.predict(features).median()
                  ? model
                  : model.timedOut(features, seconds));
    }
  }

  /** Returns a job's wall time, or without one the time within which such jobs ended. */
  public JobTime time(Job job) {
    Duration wallTime = job.shape().wallTime();
    LearntApp learnt = wallTime.isZero() ? trusted(job.shape().app()) : null;
    return learnt == null
        ? JobTime.declared(wallTime)
        : learnt.time(features(job, learnt.model().predictors()));
  }

  /** Returns the time of a job as {@link #time(Job)} does, from what was recorded of it. */
  public JobTime time(JobRow row) {
    LearntApp learnt = row.wallTime().isZero() ? trusted(row.app()) : null;
    return learnt == null
        ? JobTime.declared(row.wallTime())
        : learnt.time(features(row, learnt.model().predictors()));
  }

  /** Returns whether {@link #time(Job)} has to read parameters and tags of a job. */
  public boolean readsParameters(Job job) {
    LearntApp learnt = job.shape().wallTime().isZero() ? trusted(job.shape().app()) : null;
    return learnt != null && !learnt.model().predictors().isEmpty();
  }

  /**
   * Returns a number that changes when other times are predicted, of whatever app; a few per cent
   * of change are not worth it.
   */
  public long version() {
    return version;
  }

  /** Returns the model of an app's run times; empty while there is none. */
  public Optional<RunTimeModel> model(String app) {
    return Optional.ofNullable(apps.get(app)).map(LearntApp::model);
  }

  private @Nullable LearntApp trusted(String app) {
    LearntApp learnt = apps.get(app);
    return learnt != null && learnt.model().trust() == Trust.TRUSTED ? learnt : null;
  }

  /** Returns the model after one more attempt. */
  @FunctionalInterface
  private interface Step {
    RunTimeModel after(RunTimeModel model, JobFeatures features);
  }

  private void learn(Job job, Instant at, Step step) {
    App app = job.run().active() ? job.app() : null;
    if (app == null) {
      return;
    }
    LearntApp old = apps.get(app.name());
    RunTimeModel model =
        old == null || !old.model().predictors().equals(app.predictBy())
            ? new RunTimeModel(app.predictBy())
            : old.model();
    JobFeatures features = features(job, app.predictBy());
    RunTimeModel next = step.after(model, features);
    if (next == model) {
      return;
    }
    LearntApp learnt =
        old == null ? new LearntApp(next, features, at) : old.then(next, features, at);
    apps.put(app.name(), learnt);
    version += old != null && learnt.predictsLike(old) ? 0 : 1;
    batch.site.runTime(app.name(), () -> learnt.row(app.name()));
  }

  private JobFeatures features(Job job, List<String> predictors) {
    // Most apps name none, and then the job need not be read.
    return predictors.isEmpty()
        ? JobFeatures.of(job.shape().resources(), predictors, Map.of(), Map.of())
        : features(batch.record(job.id()).row(), predictors);
  }

  private static JobFeatures features(JobRow row, List<String> predictors) {
    return JobFeatures.of(row.resources(), predictors, row.parameters(), row.tags());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
