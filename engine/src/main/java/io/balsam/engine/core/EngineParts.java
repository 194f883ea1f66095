package io.balsam.engine.core;

import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.ShortageRetries;
import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.packing.SiteResources;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;

/** State and threads that the packages of one engine share. */
public final class EngineParts {

  private static final int FILE_THREADS = 4;

  public final Path site;
  public final Store store;
  public final EngineRuntime runtime;
  public final Clock clock;

  /** Id of this engine, which tells its processes from those of an earlier one. */
  public final String owner;

  public final JobCache details;
  public final RunRegistry runs;
  public final CommitBatch batch;
  public final RunTimes runTimes;
  public final EventLoop loop;
  public final LifecycleDriver lifecycle;
  public final CoreUsage usage = new CoreUsage();
  public final SiteResources siteResources;
  public final JobContexts contexts;
  public final Timers timers;

  /** Threads for work on files; once the engine has ended nothing waits for their pending work. */
  public final ThreadPoolExecutor files;

  /** Retries of work that failed because this machine lacked something. */
  public final ShortageRetries shortages;

  /**
   * Creates the parts of one engine.
   *
   * @param site its directory, absolute
   * @param resources the amounts of resources that belong to the site and not to a node, by name
   * @param forgetsEndedRuns whether runs that have ended leave the memory: a site's agent lives for
   *     months
   */
  public EngineParts(
      Path site,
      Store store,
      EngineRuntime runtime,
      Map<String, Integer> resources,
      boolean forgetsEndedRuns) {
    this.site = site;
    this.store = store;
    this.runtime = runtime;
    clock = runtime.clock();
    owner = runtime.newId();
    timers = runtime.timers();
    files = runtime.pool(FILE_THREADS, "balsam-files");
    details = new JobCache(store);
    runs = new RunRegistry(store, site);
    batch = new CommitBatch(details, store, forgetsEndedRuns ? runs::forget : run -> {});
    runTimes = new RunTimes(store, batch);
    loop = new EventLoop(store, batch, runtime);
    lifecycle = new LifecycleDriver(batch);
    siteResources = new SiteResources(resources);
    contexts = new JobContexts(details);
    shortages = new ShortageRetries(this::later);
  }

  /** Runs code after a delay, on a thread for files. */
  public void later(Duration delay, Runnable code) {
    timers.in(delay, () -> files.execute(code));
  }
}
