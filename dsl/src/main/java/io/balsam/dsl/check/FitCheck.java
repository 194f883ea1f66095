package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.NodePool;
import io.balsam.spi.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for jobs that no node could ever run. */
public final class FitCheck {

  private final List<Node> nodes;
  private final ProblemLog problems;

  /**
   * @param nodes empty when they are not known: then everything fits
   */
  public FitCheck(List<Node> nodes, ProblemLog problems) {
    this.nodes = nodes;
    this.problems = problems;
  }

  public void check(List<JobEntry> entries) {
    if (nodes.isEmpty() || entries.isEmpty()) {
      return;
    }
    NodePool pool = new NodePool(nodes);
    Map<Resources, Optional<String>> known = new HashMap<>();
    for (JobEntry entry : entries) {
      known
          .computeIfAbsent(entry.job().resources(), pool::neverFits)
          .ifPresent(why -> entry.at().report(problems, "the job can never run here", why));
    }
  }
}
