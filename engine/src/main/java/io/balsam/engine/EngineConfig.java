package io.balsam.engine;

import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.ProcessRuntime;
import io.balsam.engine.dispatch.Backend;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Configuration of an engine. The engine closes the backend; the caller that opened the store
 * closes it, after the engine.
 *
 * @param site absolute; workdirs are {@code <site>/data/<run name>/<job workdir>}
 * @param store the durable record; this engine must be its only writer
 * @param platform for its transfers
 * @param loader reads the scripts of runs that this engine did not start
 * @param backend runs the jobs: {@link io.balsam.engine.dispatch.local.LocalBackend} or {@link
 *     io.balsam.engine.dispatch.lease.LeaseBackend}
 * @param limits bounds of concurrency and time, and the site's resources
 * @param runtime time and threads
 * @param modules of the site
 */
public record EngineConfig(
    Path site,
    Store store,
    Platform platform,
    WorkflowLoader loader,
    Backend.Factory backend,
    Limits limits,
    EngineRuntime runtime,
    SiteModules modules) {

  public EngineConfig {
    site = site.toAbsolutePath().normalize();
  }

  /** Creates the configuration of an engine without service modules. */
  public EngineConfig(
      Path site,
      Store store,
      Platform platform,
      WorkflowLoader loader,
      Backend.Factory backend,
      Limits limits,
      Clock clock) {
    this(
        site,
        store,
        platform,
        loader,
        backend,
        limits,
        new ProcessRuntime(clock),
        SiteModules.NONE);
  }

  /** Returns the clock of the times that are recorded. */
  public Clock clock() {
    return runtime.clock();
  }

  /**
   * Bounds of concurrency and time, and the site's resources.
   *
   * @param hookThreads hooks that may run at the same time, at least 1
   * @param killGrace time between asking a process to end and killing it
   * @param resources the amounts of resources that belong to the site and not to a node, by name
   */
  public record Limits(int hookThreads, Duration killGrace, Map<String, Integer> resources) {

    public Limits {
      if (hookThreads < 1) {
        throw new IllegalArgumentException("hookThreads must be at least 1, not " + hookThreads);
      }
    }
  }
}
