package io.balsam.cli.run;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.AllocationCapacity;
import io.balsam.engine.batchjob.AllocationCapacity.Source;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.TransferLocations;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.site.SiteConfig;
import io.balsam.engine.transfer.PlaceCheck;
import io.balsam.engine.transfer.Ways;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
    Map<String, Integer> ofSite = settings.amounts(Setting.RESOURCES);
    try (PluginHost host = PlatformFactory.plugins(call.environment(), site)) {
      return site.made()
          ? new AllocationCapacity(queues(SchedulerDefaults.of(settings, host), host), ofSite)
          : Capacity.of(PlatformFactory.of(host, settings, call.environment()).nodes(), ofSite);
    }
  }

  /** Returns the queues of a site; empty when it has no batch system. */
  private List<Source> queues(Settings settings, PluginHost host) {
    // Mistakes in the settings are reported by the commands that need them to be right.
    BatchJobSettings batchJobs =
        SiteConfig.read(site.directory(), settings, host, new ArrayList<>()).batchJobs();
    if (batchJobs == null) {
      return List.of();
    }
    if (host.kin(batchJobs.scheduler()).here()) {
      Node node = PlatformFactory.of(host, settings, call.environment()).nodes().get(0);
      return limits(batchJobs.queues()).map(queue -> Source.ofAny(queue, node)).toList();
    }
    try {
      Map<String, List<Node>> nodes =
          Platforms.nodesByQueue(
                  host,
                  PlatformFactory.chosen(settings),
                  node -> PlatformFactory.asSet(node, settings))
              .orElse(Map.of());
      List<SiteView.Queue> queues =
          batchJobs.queues().isEmpty()
              ? reported(PlatformFactory.forAgent(host, settings).scheduler(batchJobs.scheduler()))
              : batchJobs.queues();
      return limits(queues).map(queue -> Source.of(queue, nodes(queue, nodes))).toList();
    } catch (PluginException e) {
      call.console()
          .note(
              "Not checked: whether jobs fit the nodes of %s, which does not answer: %s"
                  .formatted(batchJobs.scheduler(), e.getMessage()));
      return limits(batchJobs.queues()).map(queue -> Source.of(queue, List.of())).toList();
    }
  }

  private static Stream<SiteView.Queue> limits(List<SiteView.Queue> queues) {
    return queues.isEmpty()
        ? Stream.of(limits("", OptionalInt.empty(), Optional.empty()))
        : queues.stream();
  }

  private static List<SiteView.Queue> reported(Scheduler scheduler) {
    return scheduler.queues().orElse(List.of()).stream()
        .filter(QueueReport::open)
        .map(queue -> limits(queue.name(), queue.maxNodes(), queue.maxWallTime()))
        .toList();
  }

  private static SiteView.Queue limits(
      String name, OptionalInt maxNodes, Optional<Duration> maxWallTime) {
    return new SiteView.Queue(
        name,
        maxNodes.orElse(BatchJobSettings.UNLIMITED),
        maxWallTime.map(time -> (int) time.toMinutes()).orElse(BatchJobSettings.UNLIMITED),
        BatchJobSettings.UNLIMITED);
  }

  /** Returns the nodes of a queue, or all nodes where queues are not what nodes are grouped by. */
  private static List<Node> nodes(SiteView.Queue queue, Map<String, List<Node>> byName) {
    return byName.containsKey(queue.name())
        ? byName.get(queue.name())
        : AllocationCapacity.allNodes(byName.values());
  }
}
