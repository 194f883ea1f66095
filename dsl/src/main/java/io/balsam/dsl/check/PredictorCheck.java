package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.App;
import io.balsam.engine.text.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the names by which apps predict run times: parameters, or tags of their jobs. */
public final class PredictorCheck {

  private final Map<String, Set<String>> tags = new HashMap<>();
  private final ProblemLog problems;

  public PredictorCheck(List<JobEntry> jobs, ProblemLog problems) {
    this.problems = problems;
    jobs.forEach(
        entry ->
            tags.computeIfAbsent(entry.job().app(), app -> new TreeSet<>())
                .addAll(entry.job().tags().keySet()));
  }

  /**
   * Reports names that no job can have. Of apps whose jobs come from hooks only nothing is known.
   */
  public void check(Collection<AppEntry> apps) {
    apps.stream().filter(entry -> tags.containsKey(entry.app().name())).forEach(this::check);
  }

  private void check(AppEntry entry) {
    App app = entry.app();
    Set<String> known = new TreeSet<>(app.parameters().keySet());
    known.addAll(tags.getOrDefault(app.name(), Set.of()));
    for (String name : app.predictBy()) {
      if (!known.contains(name)) {
        entry
            .at()
            .inside("predict")
            .report(
                problems,
                "'predict by:' names '%s', which is no parameter of app '%s' and no tag of its jobs"
                    .formatted(name, app.name()),
                Nearest.question(
                    name, known, known.isEmpty() ? "" : "known: " + String.join(", ", known)));
      }
    }
  }
}
