package io.balsam.engine.run;

import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Spawner;
import io.balsam.engine.run.batchjob.SiteRules;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine works with. The engine closes the spawner; whoever opened the store closes it,
 * after the engine.
 *
 * @param site absolute; workdirs are {@code <site>/data/<run name>/<job workdir>}
 * @param store the durable record; this engine must be its only writer
 * @param platform nodes, MPI runners and transfers
 * @param loader reads the scripts of runs that this engine did not start
 * @param spawner starts the processes of jobs
 * @param hookThreads hooks that may run at the same time, at least 1
 * @param killGrace time between asking a process to end and killing it
 * @param clock gives the times that are recorded
 * @param rules makes it the engine of a site's agent: jobs run in launchers, and none here; null
 *     for an engine that runs jobs on the platform's own nodes
 * @param resources what the site has that belongs to no node, by name, and how many
 */
public record EngineConfig(
    Path site,
    Store store,
    Platform platform,
    WorkflowLoader loader,
    Spawner spawner,
    int hookThreads,
    Duration killGrace,
    Clock clock,
    @Nullable SiteRules rules,
    Map<String, Integer> resources) {

  /** An engine that runs jobs on this machine's own nodes. */
  public EngineConfig(
      Path site,
      Store store,
      Platform platform,
      WorkflowLoader loader,
      Spawner spawner,
      int hookThreads,
      Duration killGrace,
      Clock clock) {
    this(site, store, platform, loader, spawner, hookThreads, killGrace, clock, null);
  }

  /** An engine of a site that has nothing but nodes. */
  public EngineConfig(
      Path site,
      Store store,
      Platform platform,
      WorkflowLoader loader,
      Spawner spawner,
      int hookThreads,
      Duration killGrace,
      Clock clock,
      @Nullable SiteRules rules) {
    this(site, store, platform, loader, spawner, hookThreads, killGrace, clock, rules, Map.of());
  }

  public EngineConfig {
    site = site.toAbsolutePath().normalize();
    if (hookThreads < 1) {
      throw new IllegalArgumentException("hookThreads must be at least 1, not " + hookThreads);
    }
  }
}
