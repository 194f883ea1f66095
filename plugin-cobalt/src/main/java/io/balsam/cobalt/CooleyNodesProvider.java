package io.balsam.cobalt;

import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Node discovery {@code cooley}: an allocation of Cobalt, with the nodes of Cooley. Settings:
 * {@code cores} that jobs may use on each node (default 12); {@code gpus} of each node (default 2).
 */
@Extension
public final class CooleyNodesProvider implements NodeDiscoveryProvider {

  @Override
  public String name() {
    return "cooley";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.compute_node.CooleyNode");
  }

  @Override
  public NodeDiscovery create(PluginConfig config, PluginContext context) {
    return CobaltNodes.of(config, 12, 2);
  }
}
