package io.balsam.engine.query;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.core.LearntApp;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.Prediction;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.store.RunTimeRow;
import io.balsam.engine.store.SiteStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers queries about run times from the store. From any thread. */
public final class RunTimeQueries {

  private RunTimeQueries() {}

  /** Returns what was learnt of each app's jobs, by its name. */
  public static List<AppTimes> of(SiteStore store) {
    return store.runTimes().stream()
        .flatMap(row -> LearntApp.of(row).map(known -> times(row, known)).stream())
        .toList();
  }

  private static AppTimes times(RunTimeRow row, LearntApp known) {
    RunTimeModel model = known.model();
    JobFeatures last = known.last();
    Prediction expected = model.predict(last);
    return new AppTimes(
        row.app(),
        model.runs(),
        model.predictors(),
        model.trust(),
        known.learnt(),
        new AppTimes.Kind(last.nodes(), last.ranks(), last.values()),
        new AppTimes.Estimate(
            expected.mean(), expected.median(), expected.quantile(0.9), expected.quantile(0.95)),
        number(model.coverage90()),
        model.serialFraction().isPresent()
            ? Double.valueOf(model.serialFraction().getAsDouble())
            : null);
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
