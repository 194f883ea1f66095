package io.balsam.local;

import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Node discovery {@code local}: this machine. Settings: {@code cores} that jobs may use, in earlier
 * versions {@code slots} (default: those this process may use); {@code gpus} (default: those that
 * the environment leaves, see {@link io.balsam.spi.VisibleGpus}, else those that {@code nvidia-smi}
 * counts); {@code nodes} (default 1), to try out a workflow as on several such machines. In a
 * BatchJob there are as many as it requested.
 */
@Extension
public final class LocalNodesProvider implements NodeDiscoveryProvider {

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.compute_node.DefaultNode");
  }

  @Override
  public NodeDiscovery create(PluginConfig config, PluginContext context) {
    int nodes = config.integer("nodes", 1, 1);
    int older = config.integer("slots", Runtime.getRuntime().availableProcessors(), 1);
    int cores = config.integer("cores", older, 1);
    int gpus = config.integer("gpus", LocalNodes.ASK, 0);
    return new LocalNodes(nodes, cores, gpus, context.commands());
  }
}
