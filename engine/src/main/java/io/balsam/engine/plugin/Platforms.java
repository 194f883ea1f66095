package io.balsam.engine.plugin;

import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.VisibleGpus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes {@link Platform}s. */
public final class Platforms {

  private Platforms() {}

  /**
   * The platform that the settings choose, from the plugins of the host. Every configured block and
   * every chosen name is checked now; a provider without a block is made when it is first needed.
   *
   * @param environment this process's environment variables, where node discoveries look
   * @throws io.balsam.spi.PluginException USER for an unknown name or key, with the nearest; SITE
   *     when a plugin or the machine does not work
   */
  public static Platform create(
      PluginHost host, PlatformSettings settings, Map<String, String> environment) {
    NodeDiscovery discovery =
        host.nodes(settings.nodes(), settings.placed(ProviderKind.NODES, settings.nodes()));
    List<Node> nodes =
        discovery.nodes(environment).stream().map(node -> named(node, environment)).toList();
    PluginPlatform platform =
        new PluginPlatform(
            host, settings, nodes, discovery.end(environment), discovery.batchId(environment));
    return checked(host, settings, platform);
  }

  /** A script that cuts GPUs up knows only then what there is: it names the parts. */
  private static Node named(Node node, Map<String, String> environment) {
    if (environment.getOrDefault(VisibleGpus.BALSAM, "").isBlank()) {
      return node;
    }
    List<String> all = VisibleGpus.of(environment).orElseThrow();
    List<Integer> ids = IntStream.range(0, all.size()).boxed().toList();
    return new Node(node.name(), node.cpuIds(), ids, all);
  }

  /**
   * A node as a process that was started on it sees it: its GPUs may have other names there.
   *
   * @param environment of that process
   */
  public static Node seen(Node node, Map<String, String> environment) {
    int count = node.gpuIds().size();
    return VisibleGpus.of(environment)
        .filter(names -> names.size() >= count)
        .map(names -> new Node(node.name(), node.cpuIds(), node.gpuIds(), names.subList(0, count)))
        .orElse(node);
  }

  /** As {@link #create(PluginHost, PlatformSettings, Map)}, with this process's environment. */
  public static Platform create(PluginHost host, PlatformSettings settings) {
    return create(host, settings, System.getenv());
  }

  /**
   * The platform of a site's agent: no nodes, since those are found where jobs run. Otherwise as
   * {@link #create(PluginHost, PlatformSettings)}; blocks of node discoveries are the launchers'.
   */
  public static Platform withoutNodes(PluginHost host, PlatformSettings settings) {
    PluginPlatform platform =
        new PluginPlatform(host, settings, List.of(), Optional.empty(), Optional.empty());
    return checked(host, settings, platform);
  }

  private static Platform checked(
      PluginHost host, PlatformSettings settings, PluginPlatform platform) {
    host.start(ProviderKind.RUNNER, settings.runner());
    settings
        .blocks()
        .forEach((kind, blocks) -> blocks.keySet().forEach(n -> platform.check(kind, n)));
    return platform;
  }
}
