package io.balsam.cobalt;

import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Node discovery {@code thetagpu}: an allocation of Cobalt, with the nodes of ThetaGPU. Settings:
 * {@code cores} that jobs may use on each node (default 128); {@code gpus} of each node (default
 * 8).
 */
@Extension
public final class ThetaGpuNodesProvider implements NodeDiscoveryProvider {

  @Override
  public String name() {
    return "thetagpu";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.compute_node.ThetaGPUNode");
  }

  @Override
  public NodeDiscovery create(PluginConfig config, PluginContext context) {
    return CobaltNodes.of(config, 128, 8);
  }
}
