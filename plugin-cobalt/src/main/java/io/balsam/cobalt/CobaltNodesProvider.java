package io.balsam.cobalt;

import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Node discovery {@code cobalt}: an allocation of Cobalt, with the nodes of Theta. Settings: {@code
 * cores} that jobs may use on each node (default 64); {@code gpus} of each node (default 0).
 */
@Extension
public final class CobaltNodesProvider implements NodeDiscoveryProvider {

  @Override
  public String name() {
    return "cobalt";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.compute_node.ThetaKNLNode");
  }

  @Override
  public NodeDiscovery create(PluginConfig config, PluginContext context) {
    return CobaltNodes.of(config, 64, 0);
  }
}
