package io.balsam.agent.access;

import io.balsam.agent.site.Environment;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.AllocationCapacity;
import io.balsam.engine.batchjob.AllocationCapacity.Source;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.site.SiteConfig;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the capacity of the allocations that a site may request, from its settings and its batch
 * system.
 */
public final class QueueCapacity {

  private final SiteDirectory site;
  private final PluginHost host;
  private final Environment environment;
  private final Consumer<String> note;

  /**
   * Creates a reader.
   *
   * @param note takes what could not be read, and is not checked therefore
   */
  public QueueCapacity(
      SiteDirectory site, PluginHost host, Environment environment, Consumer<String> note) {
    this.site = site;
    this.host = host;
    this.environment = environment;
    this.note = note;
  }

  /** Returns the capacity as it is now; asks the batch system, which may take a while. */
  public Capacity read(Settings settings) {
    return new AllocationCapacity(
        queues(SchedulerDefaults.of(settings, host)), settings.amounts(Setting.RESOURCES));
  }

  /** Returns the queues of a site; empty when it has no batch system. */
  private List<Source> queues(Settings settings) {
    // Mistakes in the settings are reported by the commands that need them to be right.
    BatchJobSettings batchJobs =
        SiteConfig.read(site.directory(), settings, host, new ArrayList<>()).batchJobs();
    if (batchJobs == null) {
      return List.of();
    }
    if (host.kin(batchJobs.scheduler()).here()) {
      Node node = PlatformFactory.of(host, settings, environment).nodes().get(0);
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
      note.accept(
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
