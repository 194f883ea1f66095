package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds jobs that the site can never run. */
public final class FitCheck {

  private record Needs(Resources resources, Duration wallTime) {}

  private final Capacity capacity;
  private final ProblemLog problems;

  public FitCheck(Capacity capacity, ProblemLog problems) {
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
    capacity
        .neverReaches(place)
        .ifPresent(why -> entry.at().inside("transfers").inside(slot).report(problems, why, ""));
  }
}
