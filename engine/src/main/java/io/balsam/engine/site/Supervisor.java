package io.balsam.engine.site;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.spi.ServiceModule;
import io.balsam.spi.SiteAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps a site's service modules running, each on a thread of its own. Thread-safe.
 *
 * <p>Balsam's own modules and those of plugins implement the same interface. A module that throws
 * or returns early is an event of the site and is created anew after a pause, which doubles up to
 * five minutes. Modules are threads, not processes: one that exhausts the heap ends the agent with
 * it.
 */
public final class Supervisor implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Map<String, SupervisedModule> modules = new LinkedHashMap<>();
  private final EngineRuntime runtime;
  private final Duration limit;

  /**
   * @param makers create a module anew each time it is started, by its name
   * @param site the modules' view of the site
   * @param tell stores an event of the site: module and message
   * @param limit time that all modules together may take to end
   */
  public Supervisor(
      Map<String, Supplier<ServiceModule>> makers,
      SiteAccess site,
      BiConsumer<String, String> tell,
      EngineRuntime runtime,
      Duration limit) {
    this.runtime = runtime;
    this.limit = limit;
    makers.forEach(
        (name, maker) ->
            modules.put(name, new SupervisedModule(name, maker, site, tell, runtime, FIRST_PAUSE)));
  }

  /** Starts all modules. */
  public void start() {
    modules.values().forEach(SupervisedModule::start);
  }

  /** Returns the status of the modules, as the settings list them. */
  public List<SiteView.Module> modules() {
    return modules.values().stream().map(SupervisedModule::view).toList();
  }

  /** Ends a module's pause, if there is such a module. Returns at once. */
  public void wake(String name) {
    SupervisedModule module = modules.get(name);
    if (module != null) {
      module.wake();
    }
  }

  /**
   * Asks all modules to end, waits for them, and gives up those that have not ended within the
   * limit.
   */
  @Override
  public void close() {
    modules.values().forEach(SupervisedModule::stop);
    long end = runtime.nanos() + limit.toNanos();
    long interrupt = runtime.nanos() + limit.toNanos() * 2 / 3;
    try {
      for (SupervisedModule module : modules.values()) {
        module.join(interrupt);
      }
      modules.values().forEach(SupervisedModule::interrupt);
      for (SupervisedModule module : modules.values()) {
        module.join(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
