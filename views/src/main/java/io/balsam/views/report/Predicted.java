package io.balsam.views.report;

import io.balsam.engine.api.JobView;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.Prediction;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.views.draw.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Run times of one app's jobs as they were predicted before each job ended, by what the jobs of the
 * run that had ended until then say.
 *
 * @param app name of the app
 * @param points first attempts that succeeded, by end; without those from which too little was
 *     known yet
 */
record Predicted(String app, List<Point> points) {

  /** Least number of predictions that say something. */
  private static final int ENOUGH = 5;

  /**
   * A job whose time was predicted.
   *
   * @param predicted seconds, the median
   * @param low seconds that 5 % of such jobs stay below
   * @param high seconds that 5 % of such jobs exceed
   * @param seconds time that it took
   */
  record Point(JobView job, double predicted, double low, double high, double seconds) {

    boolean within() {
      return seconds >= low && seconds <= high;
    }
  }

  /** Returns the number of jobs that ended in the 90 % interval. */
  long within() {
    return points.stream().filter(Point::within).count();
  }

  /** Returns the apps of a run with predictions enough, in their order there. */
  static List<Predicted> of(RunFigures figures) {
    Map<String, List<Attempt>> first =
        figures.attempts.stream()
            .filter(attempt -> attempt.phase() == Phase.FINISHED && attempt.job().attempts() == 1)
            .sorted(Comparator.comparingDouble(Attempt::end))
            .collect(Collectors.groupingBy(attempt -> attempt.job().app()));
    return figures.apps.stream()
        .map(
            app ->
                of(
                    app,
                    figures.data.predictBy().getOrDefault(app, List.of()),
                    first.getOrDefault(app, List.of())))
        .filter(one -> one.points.size() >= ENOUGH)
        .toList();
  }

  private static Predicted of(String app, List<String> predictors, List<Attempt> attempts) {
    RunTimeModel model = new RunTimeModel(predictors);
    List<Point> points = new ArrayList<>();
    for (Attempt attempt : attempts) {
      JobView job = attempt.job();
      JobFeatures features =
          JobFeatures.of(job.resources(), predictors, job.parameters(), job.tags());
      if (model.runs() >= RunTimeModel.ENOUGH_RUNS) {
        Prediction expected = model.predict(features);
        points.add(
            new Point(
                job,
                expected.median(),
                expected.quantile(0.05),
                expected.quantile(0.95),
                attempt.seconds()));
      }
      model = model.finished(features, attempt.seconds());
    }
    return new Predicted(app, points);
  }
}
