package io.balsam.engine.site;

import io.balsam.spi.PluginConfig;
import java.time.Duration;

/**
 * Settings of the block {@code file_cleaner}.
 *
 * @param batch jobs cleaned in one round
 * @param keep time for which files of BatchJobs that have ended are kept; zero keeps them for ever
 */
record CleanerSettings(int batch, Duration keep) {

  static final String MODULE = "file_cleaner";

  private static final int DAYS = 30;

  static CleanerSettings read(PluginConfig config) {
    return new CleanerSettings(
        config.integer("cleanup_batch_size", 180, 1),
        Duration.ofDays(config.integer("keep_days", DAYS, 0)));
  }
}
