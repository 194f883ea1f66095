package io.balsam.cli.run;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.access.QueueCapacity;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.TransferLocations;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.transfer.PlaceCheck;
import io.balsam.engine.transfer.Ways;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Capacity of the site of a command: of its nodes, or of the allocations of its batch system.
 *
 * <p>Plugins are loaded, and the batch system is asked, when a job first asks for more than one
 * core, or names a place that only a plugin reaches.
 */
final class SiteCapacity implements Capacity {

  private final Invocation call;
  private final SiteDirectory site;
  private final Map<List<String>, Optional<String>> reached = new HashMap<>();
  private @Nullable Capacity found;
  private @Nullable TransferLocations locations;

  /**
   * Creates the capacity of the site of a call.
   *
   * @throws io.balsam.agent.site.UntrustedSite when other users can have changed the site
   */
  SiteCapacity(Invocation call) {
    this.call = call;
    this.site = call.nearestSite();
  }

  @Override
  public Optional<String> neverRuns(Resources resources, Duration wallTime) {
    if (resources.equals(Resources.DEFAULT) && wallTime.isZero()) {
      return Optional.empty();
    }
    if (found == null) {
      found = find();
    }
    return found.neverRuns(resources, wallTime);
  }

  @Override
  public Optional<String> neverReaches(String text, String via) {
    if (locations == null) {
      locations = call.settings(site).locations();
    }
    try {
      TransferLocations.Place place = locations.place(text);
      return via.isEmpty() && locations.mayBeHere(place)
          ? Optional.empty()
          : reached.computeIfAbsent(List.of(place.name(), via), key -> unreached(text, via));
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> unreached(String text, String via) {
    try (PluginHost host = PlatformFactory.plugins(call.environment(), site)) {
      // A mistake in the settings is not one of the script.
      Ways ways = new Ways(PlatformFactory.forAgent(host, call.settings(site)));
      try {
        new PlaceCheck(ways).check(text, via);
        return Optional.empty();
      } catch (IllegalArgumentException | PluginException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  private Capacity find() {
    Settings settings = call.settings(site);
    try (PluginHost host = PlatformFactory.plugins(call.environment(), site)) {
      return site.made()
          ? new QueueCapacity(site, host, call.environment(), call.console()::note).read(settings)
          : Capacity.of(
              PlatformFactory.of(host, settings, call.environment()).nodes(),
              settings.amounts(Setting.RESOURCES));
    }
  }
}
