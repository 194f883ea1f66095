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

  static HookModuleSettings read(PluginConfig config) {
    return new HookModuleSettings(
        config.integer("num_workers", 4, 1), config.seconds("hook_limit_sec", Duration.ZERO));
  }
}
