package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SchedulerProvider;
import java.time.Duration;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Scheduler {@code local}: BatchJobs are processes of this machine, each in a session of its own.
 * Settings: {@code nodes}, number of nodes that this machine stands for (default 1); {@code
 * kill_grace}, seconds between SIGTERM and SIGKILL (default 10); {@code keep}, seconds for which
 * the result of a BatchJob is kept (default a week).
 */
@Extension
public final class LocalSchedulerProvider implements SchedulerProvider {

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.scheduler.LocalProcessScheduler");
  }

  @Override
  public Scheduler create(PluginConfig config, PluginContext context) {
    return new LocalScheduler(
        new BatchFolders(context.siteDirectory().resolve(".balsam/batch")),
        config.integer("nodes", 1, 1),
        config.seconds("kill_grace", Duration.ofSeconds(10)),
        config.seconds("keep", Duration.ofDays(7)),
        context);
  }
}
