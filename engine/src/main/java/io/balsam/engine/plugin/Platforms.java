package io.balsam.engine.plugin;

import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.TransferLimits;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.PluginException;
import io.balsam.spi.VisibleGpus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Creates {@link Platform}s. */
public final class Platforms {

  private Platforms() {}

  /**
   * Creates the platform that the settings choose, from the plugins of the host. Every configured
   * block and every chosen name is checked now; a provider without a block is created when it is
   * first needed.
   *
   * @param environment environment variables of this process, which node discoveries read
   * @throws io.balsam.spi.PluginException USER for an unknown name or key, with the nearest; SITE
   *     when a plugin or the machine does not work
   */
  public static Platform create(
      PluginHost host, PlatformSettings settings, Map<String, String> environment) {
    return create(host, settings, environment, UnaryOperator.identity());
  }

  /**
   * Creates the platform that the settings choose, with adjusted nodes.
   *
   * @param known adjusts a discovered node to what is known of it here
   */
  public static Platform create(
      PluginHost host,
      PlatformSettings settings,
      Map<String, String> environment,
      UnaryOperator<Node> known) {
    check(host, settings);
    NodeDiscovery discovery =
        host.nodes(settings.nodes(), settings.placed(ProviderKind.NODES, settings.nodes()));
    List<Node> nodes =
        discovery.nodes(environment).stream()
            .map(node -> known.apply(named(node, environment)))
            .toList();
    return new PluginPlatform(
        host, settings, nodes, discovery.end(environment), discovery.batchId(environment));
  }

  /**
   * Returns a node with the GPUs that {@link VisibleGpus#BALSAM} names: only a script that
   * partitions GPUs can tell which parts there are.
   */
  private static Node named(Node node, Map<String, String> environment) {
    if (environment.getOrDefault(VisibleGpus.BALSAM, "").isBlank()) {
      return node;
    }
    List<String> all = VisibleGpus.of(environment).orElseThrow();
    List<Integer> ids = IntStream.range(0, all.size()).boxed().toList();
    return node.withGpus(ids, all);
  }

  /**
   * Returns a node as a process that was started on it sees it: its GPUs may have other names
   * there.
   *
   * @param environment environment variables of that process
   */
  public static Node seen(Node node, Map<String, String> environment) {
    int count = node.gpuIds().size();
    return VisibleGpus.of(environment)
        .filter(names -> names.size() >= count)
        .map(names -> node.withGpus(node.gpuIds(), names.subList(0, count)))
        .orElse(node);
  }

  /**
   * Creates the platform as {@link #create(PluginHost, PlatformSettings, Map)} does, with this
   * process's environment.
   */
  public static Platform create(PluginHost host, PlatformSettings settings) {
    return create(host, settings, System.getenv());
  }

  /**
   * Creates the platform of a site's agent, without nodes, since those are found where jobs run.
   * Otherwise as {@link #create(PluginHost, PlatformSettings)}; blocks of node discoveries are for
   * launchers.
   */
  public static Platform withoutNodes(PluginHost host, PlatformSettings settings) {
    check(host, settings);
    return new PluginPlatform(host, settings, List.of(), Optional.empty(), Optional.empty());
  }

  private static void check(PluginHost host, PlatformSettings settings) {
    List<PluginException> problems = problems(host, settings);
    if (problems.size() == 1) {
      throw problems.get(0);
    }
    if (!problems.isEmpty()) {
      boolean user = problems.stream().anyMatch(problem -> problem.kind() == ErrorKind.USER);
      throw new PluginException(
          user ? ErrorKind.USER : ErrorKind.SITE,
          problems.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }
  }

  /**
   * Returns the nodes that allocations may get, by queue; empty when the chosen node discovery does
   * not report them.
   *
   * @param known adjusts a node to what the settings say of it
   * @throws io.balsam.spi.PluginException when the batch system does not answer
   */
  public static Optional<Map<String, List<Node>>> nodesByQueue(
      PluginHost host, PlatformSettings settings, UnaryOperator<Node> known) {
    return host.nodes(settings.nodes(), settings.placed(ProviderKind.NODES, settings.nodes()))
        .nodesByQueue()
        .map(
            found -> {
              Map<String, List<Node>> adjusted = new LinkedHashMap<>();
              found.forEach(
                  (queue, nodes) -> adjusted.put(queue, nodes.stream().map(known).toList()));
              return adjusted;
            });
  }

  /**
   * Returns everything that is wrong with the chosen names and with the configured blocks. The
   * machine is not examined.
   *
   * @return one for each name or block; each may have several lines
   */
  public static List<PluginException> problems(PluginHost host, PlatformSettings settings) {
    List<PluginException> problems = new ArrayList<>();
    PluginPlatform platform =
        new PluginPlatform(host, settings, List.of(), Optional.empty(), Optional.empty());
    named(host, ProviderKind.NODES, settings.nodes(), settings.places().apply("nodes"))
        .ifPresent(problems::add);
    named(host, ProviderKind.RUNNER, settings.runner(), settings.places().apply("runner"))
        .ifPresent(problems::add);
    settings
        .blocks()
        .forEach(
            (kind, blocks) ->
                blocks
                    .keySet()
                    .forEach(name -> block(host, platform, settings, kind, name, problems)));
    try {
      TransferLimits unused = platform.limits();
    } catch (PluginException e) {
      problems.add(e);
    }
    return problems;
  }

  private static void block(
      PluginHost host,
      PluginPlatform platform,
      PlatformSettings settings,
      ProviderKind kind,
      String name,
      List<PluginException> problems) {
    String place = settings.places().apply("plugins." + kind.word() + "." + name);
    Optional<PluginException> unknown = named(host, kind, name, place);
    if (unknown.isPresent()) {
      boolean mentioned =
          (kind == ProviderKind.NODES && name.equals(settings.nodes()))
              || (kind == ProviderKind.RUNNER && name.equals(settings.runner()));
      if (!mentioned) {
        problems.add(unknown.get());
      }
      return;
    }
    try {
      platform.check(kind, name);
    } catch (PluginException e) {
      problems.add(e);
    }
  }

  /** Returns what is wrong with a name: no plugin offers it, or the plugin that does is broken. */
  private static Optional<PluginException> named(
      PluginHost host, ProviderKind kind, String name, String place) {
    try {
      host.start(kind, name);
      return Optional.empty();
    } catch (PluginException e) {
      return Optional.of(
          place.isEmpty() ? e : new PluginException(e.kind(), place + ": " + e.getMessage(), e));
    }
  }
}
