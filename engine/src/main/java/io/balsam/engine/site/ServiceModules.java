package io.balsam.engine.site;

import io.balsam.engine.Engine;
import io.balsam.engine.batchjob.BatchJobPolicy;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.BatchJobService;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.store.StoreNote;
import io.balsam.engine.transfer.CleanupQueue;
import io.balsam.spi.Scheduler;
import io.balsam.spi.ServiceModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Wires a site's service modules: built-in ones and those of plugins. */
public final class ServiceModules {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ServiceModules() {}

  /**
   * Prepares the engine of an agent; called before any run is resumed.
   *
   * @param plan the site's settings
   */
  public static void prepare(SiteConfig plan, Engine engine) {
    engine.services().hooks(0, Duration.ofDays(365));
    engine
        .services()
        .cleanups()
        .by(plan.cleaner() == null ? CleanupQueue.By.NOBODY : CleanupQueue.By.TAKER);
  }

  private static String id(Path site) {
    return StoreNote.read(site.resolve(SiteLayout.OWN)).map(StoreNote::site).orElse("");
  }

  /**
   * Creates the site's modules, not started yet.
   *
   * @param plan the site's settings
   * @param balsam the words that start Balsam on a node
   */
  public static Supervisor of(
      SiteConfig plan,
      Path site,
      Engine engine,
      Platform platform,
      PluginHost host,
      List<String> balsam,
      Clock clock) {
    BatchJobRegistry registry = engine.services().batchJobs();
    BatchJobSettings batchJobs = plan.batchJobs();
    Scheduler scheduler = batchJobs == null ? null : platform.scheduler(batchJobs.scheduler());
    Map<String, Supplier<ServiceModule>> makers = new LinkedHashMap<>();
    if (batchJobs != null && scheduler != null) {
      BatchScript script = new BatchScript(site, plan.name(), id(site), balsam, batchJobs);
      makers.put(
          BatchJobSettings.MODULE,
          () ->
              new BatchJobService(
                  batchJobs,
                  registry,
                  () -> engine.site().launchers(),
                  scheduler,
                  script,
                  new BatchJobPolicy(plan.rules()),
                  clock));
    }
    HookModuleSettings processing = plan.processing();
    if (processing != null) {
      makers.put(HookModuleSettings.MODULE, () -> new HookModule(processing, engine));
    }
    CleanerSettings cleaner = plan.cleaner();
    if (cleaner != null) {
      OldFiles old =
          new OldFiles(
              site,
              plan.name(),
              engine.batchJobs(),
              () -> engine.site().launchers(),
              cleaner.keep());
      makers.put(
          CleanerSettings.MODULE,
          () -> new FileCleaner(cleaner, engine.services().cleanups(), old, clock));
    }
    plan.others().forEach((name, block) -> makers.put(name, () -> host.service(name, block)));
    Supervisor supervisor =
        new Supervisor(
            makers,
            new EngineSite(engine, scheduler),
            (module, message) -> engine.services().tell(module, 0, message),
            clock,
            LIMIT);
    engine.services().cleanups().onWork(() -> supervisor.wake(CleanerSettings.MODULE));
    AtomicLong seen = new AtomicLong(registry.workCount());
    engine.onChange(
        () -> {
          long now = registry.workCount();
          if (seen.getAndSet(now) != now) {
            supervisor.wake(BatchJobSettings.MODULE);
          }
        });
    engine.services().modules(supervisor::modules);
    return supervisor;
  }
}
