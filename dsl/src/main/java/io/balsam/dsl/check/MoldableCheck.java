package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import java.util.Collection;
import java.util.List;

/** Finds limits for moldable jobs in scripts that have none. */
public final class MoldableCheck {

  private MoldableCheck() {}

  /**
   * Reports them.
   *
   * @param limits position where they are set
   */
  public static void check(
      SourcePosition limits, List<JobEntry> jobs, Collection<AppEntry> apps, ProblemLog problems) {
    boolean none = jobs.stream().allMatch(entry -> entry.job().resources().range().isEmpty());
    // Hooks may add such jobs.
    if (none && apps.stream().allMatch(entry -> entry.app().hooks().isEmpty())) {
      limits.report(
          problems, "'moldable' limits nothing: no job has a range of nodes", "write nodes 1..16");
    }
  }
}
