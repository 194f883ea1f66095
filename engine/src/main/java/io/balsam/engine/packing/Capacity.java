package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which jobs a site can run at all, however busy it is. */
@FunctionalInterface
public interface Capacity {

  /**
   * Returns why a job can never run, a clause for users; empty when it can, or when that is not
   * known.
   */
  Optional<String> neverRuns(Resources resources, Duration wallTime);

  /**
   * Returns what is wrong with a place that files are moved from or to, for users; empty when the
   * site has it and reaches it, or when that is not known.
   *
   * @param via name of the transfer that is to move them; empty for any
   */
  default Optional<String> neverReaches(String place, String via) {
    return Optional.empty();
  }

  /**
   * Returns what the nodes of a queue have, the largest first; empty when that is not known. May
   * ask the batch system.
   *
   * @param queue its name; empty for the nodes of all
   */
  default List<NodeSize> nodes(String queue) {
    return List.of();
  }

  /**
   * Returns the capacity of known nodes.
   *
   * @param nodes the nodes; empty when they are not known: then every job fits them
   * @param ofSite the site's resources that belong to no node, by name
   */
  static Capacity of(List<Node> nodes, Map<String, Integer> ofSite) {
    SiteResources site = new SiteResources(ofSite);
    NodePool pool = new NodePool(nodes, true, 0, site);
    return (resources, wallTime) ->
        nodes.isEmpty() ? site.neverHas(resources) : pool.neverFits(resources);
  }
}
