package io.balsam.cobalt;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Runner {@code aprun} of Theta. Every job gets whole nodes. Settings: {@code program} (default
 * {@code aprun}). The launch parameter {@code cpu_affinity} ({@code none}, {@code depth}, {@code
 * cpu} or {@code numa_node}; default {@code none}) becomes {@code -cc}.
 */
@Extension
public final class AprunProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "aprun";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.app_run.ThetaAprun");
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    return new Aprun(config.string("program", "aprun"));
  }
}
