package io.balsam.cli.progress;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.model.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates how long a run goes on: by what was learnt of its apps' jobs, and by the rate of jobs
 * so far where nothing is known of some app, or its jobs differ by parameters.
 */
final class TimeLeft {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final RunSource source;
  private final long doneBefore;
  private Map<String, Double> means = Map.of();
  private Instant next = Instant.MIN;

  /**
   * Creates an estimator.
   *
   * @param doneBefore jobs that had ended when the run was submitted or resumed
   */
  TimeLeft(RunSource source, long doneBefore) {
    this.source = source;
    this.doneBefore = doneBefore;
  }

  /**
   * Returns the time left; empty while it cannot be estimated, and in the end.
   *
   * @param running time since the run was submitted or resumed
   */
  Optional<Duration> of(RunProgress progress, Duration running, Instant now) {
    if (progress.ended()) {
      return Optional.empty();
    }
    if (!now.isBefore(next)) {
      next = now.plus(PAUSE);
      read();
    }
    return byLearntTimes(progress, means).or(() -> byRate(progress, running, doneBefore));
  }

  private void read() {
    try {
      Map<String, Double> read = new HashMap<>();
      for (AppTimes app : source.balsam().apps()) {
        if (app.trust() == Trust.TRUSTED && app.predictBy().isEmpty()) {
          read.put(app.app(), app.expected().mean());
        }
      }
      means = read;
    } catch (StoreAwayException e) {
      // What was known before is still about right.
    }
  }

  /** Returns the work left, as many jobs at a time as run now; those are half done on average. */
  static Optional<Duration> byLearntTimes(RunProgress progress, Map<String, Double> means) {
    double seconds = 0;
    double longest = 0;
    long abreast = 0;
    for (RunProgress.AppLine app : progress.apps()) {
      long running = app.count(JobState.RUNNING);
      long open =
          app.total() - app.count(JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED);
      if (open == 0) {
        continue;
      }
      Double mean = means.get(app.app());
      if (mean == null) {
        return Optional.empty();
      }
      seconds += (open - running / 2.0) * mean;
      longest = Math.max(longest, open > running ? mean : mean / 2);
      abreast += running;
    }
    return abreast == 0
        ? Optional.empty()
        : Optional.of(time(Math.max(longest, seconds / abreast)));
  }

  /** Returns the time in which the other jobs end at the rate so far. */
  static Optional<Duration> byRate(RunProgress progress, Duration running, long doneBefore) {
    long here = progress.done() - doneBefore;
    double seconds = running.toMillis() / 1000.0;
    return here > 0 && seconds >= 1
        ? Optional.of(time((progress.total() - progress.done()) * seconds / here))
        : Optional.empty();
  }

  private static Duration time(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
