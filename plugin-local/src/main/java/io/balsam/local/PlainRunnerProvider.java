package io.balsam.local;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.PluginException;
import java.util.Set;
import org.pf4j.Extension;

/** Runner {@code plain}: one rank, started as any other program. */
@Extension
public final class PlainRunnerProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.app_run.LocalAppRun");
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    return launch -> {
      if (launch.ranks() > 1) {
        throw new PluginException(
            ErrorKind.USER,
            "runner 'plain' starts one rank, the job has %d: choose another, for example mpirun"
                .formatted(launch.ranks()));
      }
      return launch.command();
    };
  }
}
