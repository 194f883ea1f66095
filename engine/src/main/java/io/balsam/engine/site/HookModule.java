package io.balsam.engine.site;

import io.balsam.engine.Engine;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Duration;

/** Service module that runs the hooks of all jobs; without it they wait. */
final class HookModule implements ServiceModule {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final HookModuleSettings settings;
  private final Engine engine;

  HookModule(HookModuleSettings settings, Engine engine) {
    this.settings = settings;
    this.engine = engine;
  }

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    Duration limit = settings.hookLimit().isZero() ? NO_LIMIT : settings.hookLimit();
    engine.services().hooks(settings.workers(), limit);
    try {
      do {
        context.cycle("hooks: " + engine.services().hookLoad());
      } while (context.pause(LOOK));
    } finally {
      engine.services().hooks(0, limit);
    }
  }
}
