package org.example.flux;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.List;
import org.pf4j.Extension;

/**
 * Runner {@code flux}. Settings: {@code program} (default {@code flux}) and {@code flags}, words put
 * before those of the job.
 */
@Extension
public final class FluxRunProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "flux";
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    return new FluxRun(config.string("program", "flux"), config.strings("flags", List.of()));
  }
}
