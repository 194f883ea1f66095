package io.balsam.slurm;

import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import org.pf4j.Extension;

/**
 * Node discovery {@code slurm}: the nodes of the job we run in. Settings: {@code cores}, those of
 * each node (default: what Slurm allocated there), in earlier versions {@code cpus}; {@code
 * threads_per_core} (default 1), where Slurm counts hardware threads as CPUs and jobs are to have
 * whole cores; {@code gpus}, those of each node (default: what Slurm reports for the first).
 */
@Extension
public final class SlurmNodesProvider implements NodeDiscoveryProvider {

  @Override
  public String name() {
    return "slurm";
  }

  @Override
  public NodeDiscovery create(PluginConfig config, PluginContext context) {
    return new SlurmNodes(
        config.integer("cores", config.integer("cpus", SlurmNodes.ASK, 1), 1),
        config.integer("threads_per_core", 1, 1),
        config.integer("gpus", SlurmNodes.ASK, 0),
        new SlurmTools(context.commands()));
  }
}
