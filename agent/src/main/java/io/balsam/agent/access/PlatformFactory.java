package io.balsam.agent.access;

import io.balsam.agent.site.Environment;
import io.balsam.agent.site.Installation;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.config.ConfigBlock;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.plugin.EngineContext;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PlatformSettings;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.spi.Node;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Loads the plugins of a site and creates the platform that its settings select. */
public final class PlatformFactory {

  private PlatformFactory() {}

  /** Loads the plugins of a site. */
  public static PluginHost plugins(Environment environment, SiteDirectory site) {
    return PluginHost.open(
        Installation.pluginPlaces(environment, site),
        EngineContext.of(site.directory(), Clock.systemUTC()));
  }

  /** Loads the plugins of a site. */
  public static PluginHost plugins(SiteContext context) {
    return plugins(context.environment(), context.site());
  }

  /** Returns the platform of a site's agent: it detects no nodes, as launchers do that. */
  public static Platform forAgent(PluginHost host, Settings settings) {
    return Platforms.withoutNodes(host, chosen(SchedulerDefaults.of(settings, host)));
  }

  /**
   * Returns the platform for checking a script; the nodes of future allocations of a site with an
   * agent are unknown.
   */
  static Platform forPlans(PluginHost host, SiteContext context) {
    return context.site().made()
        ? forAgent(host, context.settings())
        : of(host, context.settings(), context.environment());
  }

  /** Returns the platform that the settings select. */
  public static Platform of(PluginHost host, Settings settings, Environment environment) {
    String nodes = settings.text(Setting.NODES);
    PlatformSettings chosen = chosen(settings);
    OptionalInt cores = settings.number(Setting.CORES);
    if (cores.orElse(0) > 0) {
      chosen = chosen.with(ProviderKind.NODES, nodes, "cores", cores.getAsInt());
    }
    OptionalInt gpus = settings.number(Setting.GPUS);
    if (gpus.isPresent()) {
      chosen = chosen.with(ProviderKind.NODES, nodes, "gpus", gpus.getAsInt());
    }
    return Platforms.create(host, chosen, environment.variables(), node -> asSet(node, settings));
  }

  /** Returns the names and blocks of the platform that the settings choose. */
  public static PlatformSettings chosen(Settings settings) {
    return new PlatformSettings(
        settings.text(Setting.NODES),
        settings.text(Setting.RUNNER),
        settings.locations(),
        settings.modules().getOrDefault(TransferLimits.MODULE, ConfigBlock.of(Map.of())),
        settings.plugins(),
        settings::place);
  }

  /**
   * Returns the node with the values of the settings, which take precedence over the detected ones.
   */
  public static Node asSet(Node found, Settings settings) {
    long memory = settings.bytes(Setting.MEMORY);
    Map<String, Integer> resources = new HashMap<>(found.resources());
    resources.putAll(settings.amounts(Setting.NODE_RESOURCES));
    return (memory == 0 ? found : found.withMemory(memory)).withResources(resources);
  }
}
