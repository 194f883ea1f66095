package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.SiteResources;
import io.balsam.spi.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds jobs that no node could ever run. */
public final class FitCheck {

  private final List<Node> nodes;
  private final Map<String, Integer> ofSite;
  private final ProblemLog problems;

  /**
   * Creates the check.
   *
   * @param nodes the site's nodes; empty when they are not known: then every job fits
   * @param ofSite the site's resources that belong to no node
   */
  public FitCheck(List<Node> nodes, Map<String, Integer> ofSite, ProblemLog problems) {
    this.nodes = nodes;
    this.ofSite = ofSite;
    this.problems = problems;
  }

  public void check(List<JobEntry> entries) {
    SiteResources site = new SiteResources(ofSite);
    NodePool pool = new NodePool(nodes, true, 0, site);
    Map<Resources, Optional<String>> known = new HashMap<>();
    for (JobEntry entry : entries) {
      known
          .computeIfAbsent(
              entry.job().resources(),
              resources -> nodes.isEmpty() ? site.neverHas(resources) : pool.neverFits(resources))
          .ifPresent(why -> entry.at().report(problems, "the job can never run here", why));
    }
  }
}
