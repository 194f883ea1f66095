package io.balsam.engine.site;

import io.balsam.spi.PluginConfig;

/**
 * The block {@code file_cleaner}.
 *
 * @param batch jobs cleaned in one round
 */
record CleanerSettings(int batch) {

  static final String MODULE = "file_cleaner";

  static CleanerSettings read(PluginConfig config) {
    return new CleanerSettings(config.integer("cleanup_batch_size", 180, 1));
  }
}
