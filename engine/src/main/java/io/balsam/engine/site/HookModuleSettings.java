package io.balsam.engine.site;

import io.balsam.spi.PluginConfig;
import java.time.Duration;

/**
 * Settings of the block {@code processing}.
 *
 * @param workers hooks that may run at the same time
 * @param hookLimit longest time of a hook, whatever its app says; zero leaves it to the app
 */
record HookModuleSettings(int workers, Duration hookLimit) {

  static final String MODULE = "processing";

  /** Largest number of threads, as for the setting {@code hook_threads}. */
  private static final int MOST_WORKERS = 10_000;

  static HookModuleSettings read(PluginConfig config) {
    int workers = config.integer("num_workers", 4, 1);
    if (workers > MOST_WORKERS) {
      throw config.wrong(
          "num_workers",
          "%d: must be a whole number from 1 to %d".formatted(workers, MOST_WORKERS));
    }
    return new HookModuleSettings(workers, config.seconds("hook_limit_sec", Duration.ZERO));
  }
}
