package io.balsam.engine.site;

import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.config.ConfigBlock;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.plugin.SchedulerKin;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.spi.PluginException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Derives a site's nodes, MPI runner and address from its batch system where they are not set.
 *
 * <p>Settings of the older system name the scheduler only; taken as they were, a launcher on three
 * nodes used one, and launchers elsewhere did not reach the agent. Only in a site: settings for all
 * of a user's directories may name a batch system without making a laptop's runs look for nodes.
 */
public final class SchedulerDefaults {

  private SchedulerDefaults() {}

  /** Returns the defaults of the site's batch system; empty when it has none that works. */
  public static Optional<SchedulerKin> kin(Settings settings, PluginHost host) {
    ConfigBlock block = settings.modules().get(BatchJobSettings.MODULE);
    Object name = block == null ? null : block.values().get(BatchJobSettings.SCHEDULER);
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(host.kin(name.toString()));
    } catch (PluginException e) {
      // Reported with file and line where the block is read.
      return Optional.empty();
    }
  }

  /** Returns the settings of a site with an agent, with these defaults. */
  public static Settings of(Settings settings, PluginHost host) {
    return kin(settings, host).map(kin -> follow(settings, kin)).orElse(settings);
  }

  private static Settings follow(Settings settings, SchedulerKin kin) {
    Map<Setting, String> defaults = new EnumMap<>(Setting.class);
    defaults.put(Setting.NODES, kin.nodes());
    defaults.put(Setting.RUNNER, kin.runner());
    if (!kin.here()) {
      defaults.put(Setting.LISTEN, OwnerInfo.thisHost());
    }
    return settings.withDefaults(defaults, kin.scheduler());
  }
}
