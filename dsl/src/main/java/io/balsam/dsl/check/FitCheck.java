package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.packing.Capacity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds jobs that the site can never run. */
public final class FitCheck {

  private record Needs(Resources resources, Duration wallTime) {}

  private final Map<String, AppEntry> apps;
  private final Capacity capacity;
  private final ProblemLog problems;

  public FitCheck(Map<String, AppEntry> apps, Capacity capacity, ProblemLog problems) {
    this.apps = apps;
    this.capacity = capacity;
    this.problems = problems;
  }

  public void check(List<JobEntry> entries) {
    Map<Needs, Optional<String>> known = new HashMap<>();
    for (JobEntry entry : entries) {
      known
          .computeIfAbsent(
              new Needs(entry.job().resources(), entry.job().wallTime()),
              needs -> capacity.neverRuns(needs.resources(), needs.wallTime()))
          .ifPresent(why -> entry.at().report(problems, "the job can never run here", why));
      entry
          .job()
          .transfers()
          .forEach((slot, places) -> places.forEach(place -> checkPlace(entry, slot, place)));
    }
  }

  private void checkPlace(JobEntry entry, String slot, String place) {
    if (!JobCheck.isPlace(place)) {
      return;
    }
    capacity
        .neverReaches(place, via(entry, slot))
        .ifPresent(why -> entry.at().inside("transfers").inside(slot).report(problems, why, ""));
  }

  private String via(JobEntry entry, String slot) {
    AppEntry app = apps.get(entry.job().app());
    TransferSlot declared = app == null ? null : app.app().transfers().get(slot);
    return declared == null ? "" : declared.via();
  }
}
