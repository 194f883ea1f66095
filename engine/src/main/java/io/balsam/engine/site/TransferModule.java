package io.balsam.engine.site;

import io.balsam.engine.Engine;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Duration;

/**
 * Service module that tells how many files are being moved. The engine moves them, in a site and
 * elsewhere.
 */
record TransferModule(Engine engine) implements ServiceModule {

  private static final Duration LOOK = Duration.ofSeconds(10);

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    do {
      context.cycle("files: " + engine.services().transferLoad());
    } while (context.pause(LOOK));
  }
}
