package io.balsam.cobalt;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SchedulerProvider;
import java.nio.file.Path;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Scheduler {@code cobalt}. Settings: {@code log_dir}, directory of Cobalt's log of each job, the
 * only source for the result of a job (default {@code .balsam/cobalt} of the site; a relative path
 * is resolved against the site).
 */
@Extension
public final class CobaltSchedulerProvider implements SchedulerProvider {

  @Override
  public String name() {
    return "cobalt";
  }

  @Override
  public Set<String> aliases() {
    return Set.of(
        "balsam.platform.scheduler.CobaltScheduler",
        "balsam.platform.scheduler.CobaltThetaScheduler");
  }

  @Override
  public String nodes() {
    return "cobalt";
  }

  @Override
  public String runner() {
    return "aprun";
  }

  @Override
  public Scheduler create(PluginConfig config, PluginContext context) {
    Path logs = context.siteDirectory().resolve(config.string("log_dir", ".balsam/cobalt"));
    return new CobaltScheduler(logs.toAbsolutePath(), context.commands(), context.clock());
  }
}
