package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SchedulerProvider;
import java.time.Duration;
import org.pf4j.Extension;

/**
 * Scheduler {@code local}: BatchJobs are processes of this machine, each in a session of its own.
 * Settings: {@code kill_grace}, seconds from asking a BatchJob to end to killing it (default 10).
 */
@Extension
public final class LocalSchedulerProvider implements SchedulerProvider {

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Scheduler create(PluginConfig config, PluginContext context) {
    Duration killGrace = config.seconds("kill_grace", Duration.ofSeconds(10));
    return new LocalScheduler(
        context.siteDirectory().resolve(".balsam/batch"), killGrace, context.commands());
  }
}
