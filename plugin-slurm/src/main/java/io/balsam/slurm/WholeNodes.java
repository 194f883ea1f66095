package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Properties of nodes that an allocation's environment does not contain: memory, where Slurm does
 * not count it, and generic resources. A node of which we have all CPUs is entirely ours, including
 * both.
 */
final class WholeNodes {

  private final Map<String, NodeLine> known = new HashMap<>();

  private WholeNodes() {}

  /** Queries Slurm's controller; nothing is known if it does not answer. */
  static WholeNodes of(String list, SlurmTools tools) {
    WholeNodes nodes = new WholeNodes();
    try {
      CommandResult result = tools.run(List.of("scontrol", "-o", "show", "node", list));
      result.out().lines().map(NodeLine::of).forEach(node -> nodes.known.put(node.name(), node));
    } catch (PluginException e) {
      return nodes;
    }
    return nodes;
  }

  /**
   * Returns a node with its further properties.
   *
   * @param cpus number of its CPUs that we have
   * @param megabytes memory that Slurm counts for us there, 0 when it does not
   */
  Node more(Node node, int cpus, long megabytes) {
    NodeLine whole = known.get(node.name());
    if (whole == null || cpus < whole.cpus()) {
      return node.withMemory(megabytes << 20);
    }
    long memory = megabytes > 0 ? megabytes : whole.megabytes();
    return node.withMemory(memory << 20).withResources(whole.resources());
  }
}
