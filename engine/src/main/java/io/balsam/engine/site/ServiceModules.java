package io.balsam.engine.site;

import io.balsam.engine.Engine;
import io.balsam.engine.SiteModules;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobPolicy;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.BatchJobService;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.hook.HookPool;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.scaling.AutoScaler;
import io.balsam.engine.scaling.Planning;
import io.balsam.engine.scaling.Refusals;
import io.balsam.engine.scaling.ScalingReader;
import io.balsam.engine.scaling.ScalingSite;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A site's service modules: built-in ones and those of plugins. They are created before the site's
 * engine, which is told of them, and started with it.
 */
public final class ServiceModules implements SiteModules, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SiteConfig plan;
  private final Path site;
  private final List<String> balsam;
  private final Clock clock;
  private final Capacity capacity;
  private final Supervisor supervisor;
  private final Refusals refusals = new Refusals();
  private final List<Planning> planning;
  private volatile @Nullable Engine engine;

  /**
   * Creates the modules, not started yet.
   *
   * @param plan the site's settings
   * @param balsam the words that start Balsam on a node
   * @param capacity which jobs the site can run at all
   */
  public ServiceModules(
      SiteConfig plan,
      Path site,
      Platform platform,
      PluginHost host,
      List<String> balsam,
      EngineRuntime runtime,
      Capacity capacity) {
    this.plan = plan;
    this.site = site;
    this.balsam = balsam;
    this.clock = runtime.clock();
    this.capacity = capacity;
    BatchJobSettings batchJobs = plan.batchJobs();
    Scheduler scheduler = batchJobs == null ? null : platform.scheduler(batchJobs.scheduler());
    Map<String, Supplier<ServiceModule>> makers = new LinkedHashMap<>();
    if (batchJobs != null && scheduler != null) {
      makers.put(BatchJobSettings.MODULE, () -> batchJobs(batchJobs, scheduler));
    }
    HookModuleSettings processing = plan.processing();
    if (processing != null) {
      makers.put(HookModuleSettings.MODULE, () -> new HookModule(processing, engine()));
    }
    CleanerSettings cleaner = plan.cleaner();
    if (cleaner != null) {
      makers.put(CleanerSettings.MODULE, () -> cleaner(cleaner));
    }
    EngineSite access = new EngineSite(this::engine, scheduler);
    if (scheduler != null) {
      ScalingSite scaled = new EngineScalingSite(access, plan.rules(), clock, capacity);
      plan.scaling()
          .forEach(
              (name, settings) ->
                  makers.put(name, () -> new AutoScaler(settings, scaled, refusals)));
      planning =
          plan.scaling().isEmpty()
              ? List.of(new Planning(ScalingReader.defaults(), scaled, refusals))
              : plan.scaling().values().stream()
                  .map(settings -> new Planning(settings, scaled, refusals))
                  .toList();
    } else {
      planning = List.of();
    }
    plan.others().forEach((name, block) -> makers.put(name, () -> host.service(name, block)));
    makers.put(TransferLimits.MODULE, () -> new TransferModule(engine()));
    supervisor =
        new Supervisor(
            makers,
            access,
            (module, message) -> engine().services().event(module, 0, message),
            runtime,
            LIMIT);
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  /**
   * Starts all modules.
   *
   * @param owner the site's engine, configured with these modules
   */
  public void start(Engine owner) {
    engine = owner;
    BatchJobRegistry registry = owner.services().batchJobs();
    AtomicLong seen = new AtomicLong(registry.workCount());
    owner.onChange(
        () -> {
          long now = registry.workCount();
          if (seen.getAndSet(now) != now) {
            supervisor.wake(BatchJobSettings.MODULE);
          }
        });
    supervisor.start();
  }

  private ServiceModule batchJobs(BatchJobSettings settings, Scheduler scheduler) {
    return new BatchJobService(
        settings,
        engine().services().batchJobs(),
        () -> engine().site().launchers(),
        scheduler,
        new BatchScript(site, plan.name(), id(), balsam, settings),
        new BatchJobPolicy(plan.rules()),
        clock);
  }

  private ServiceModule cleaner(CleanerSettings settings) {
    OldFiles old =
        new OldFiles(
            site,
            plan.name(),
            engine().batchJobs(),
            () -> engine().site().launchers(),
            settings.keep());
    return new FileCleaner(settings, engine().services().cleanups(), old, clock);
  }

  private String id() {
    return StoreNote.read(site.resolve(SiteLayout.OWN)).map(StoreNote::site).orElse("");
  }

  private Engine engine() {
    return Objects.requireNonNull(engine, "not started");
  }

  @Override
  public List<SiteView.Module> states() {
    return supervisor.modules();
  }

  @Override
  public HookPool.By hooks() {
    return plan.processing() == null ? HookPool.By.NOBODY : HookPool.By.MODULE;
  }

  @Override
  public CleanupQueue.By cleanups() {
    return plan.cleaner() == null ? CleanupQueue.By.NOBODY : CleanupQueue.By.TAKER;
  }

  @Override
  public void cleanupWaits() {
    supervisor.wake(CleanerSettings.MODULE);
  }

  @Override
  public ScalingPlan plan() {
    if (planning.isEmpty()) {
      throw new UnsupportedOperationException(
          "no allocations are asked for here: the site has no batch system");
    }
    ScalingPlan made = ScalingPlan.of(planning.stream().map(Planning::plan).toList());
    return whyDisabled().map(made::disabled).orElse(made);
  }

  /** Returns why nothing carries a plan out. */
  private Optional<String> whyDisabled() {
    if (plan.scaling().isEmpty()) {
      return Optional.of(
          "settings.yml has no auto_scaler below service_modules, these are its defaults");
    }
    return supervisor.modules().stream()
        .filter(module -> plan.scaling().containsKey(module.name()))
        .filter(module -> !module.state().equals("up"))
        .map(module -> "%s is %s: %s".formatted(module.name(), module.state(), module.lastError()))
        .findFirst();
  }

  /** Ends all modules, or gives them up after ten seconds. */
  @Override
  public void close() {
    supervisor.close();
  }
}
