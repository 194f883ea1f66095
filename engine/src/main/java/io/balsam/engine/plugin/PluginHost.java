package io.balsam.engine.plugin;

import io.balsam.engine.config.ConfigBlock;
import io.balsam.engine.config.ConfigReader;
import io.balsam.engine.config.LocationUrl;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.PluginException;
import io.balsam.spi.Provider;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SchedulerProvider;
import io.balsam.spi.ServiceModule;
import io.balsam.spi.ServiceModuleProvider;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugins of a site. A plugin's code is loaded and started only when one of the names it offers is
 * asked for. Thread-safe.
 */
public final class PluginHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final List<InstalledPlugin> plugins;
  private final PluginContext context;
  private final StartedPlugins started;

  private PluginHost(List<InstalledPlugin> plugins, PluginContext context) {
    this.plugins = plugins;
    this.context = context;
    this.started = new StartedPlugins(plugins);
  }

  /**
   * Finds the plugins in these places.
   *
   * @param places folders of plugins (one that does not exist is empty), or single plugins
   * @param context services for the plugins
   */
  public static PluginHost open(List<Path> places, PluginContext context) {
    return new PluginHost(PluginScanner.scan(places), context);
  }

  /** Returns all plugins that were found, including those that cannot be used. */
  public List<InstalledPlugin> plugins() {
    return plugins;
  }

  /** Returns the names that can be chosen, in alphabetical order. */
  public Set<String> names(ProviderKind kind) {
    return plugins.stream()
        .filter(InstalledPlugin::usable)
        .flatMap(plugin -> plugin.provides().stream())
        .filter(offer -> offer.kind() == kind)
        .map(ProviderName::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Creates a scheduler.
   *
   * @param config its block of the settings
   * @throws PluginException USER when there is none of that name or its configuration is wrong,
   *     SITE when its plugin does not work; the message contains the remedy
   */
  public Scheduler scheduler(String name, Map<String, ?> config) {
    return scheduler(name, ConfigBlock.of(config));
  }

  /** Creates a scheduler, given the positions of its keys; see {@link #scheduler(String, Map)}. */
  public Scheduler scheduler(String name, ConfigBlock config) {
    ProviderName offer = new ProviderName(ProviderKind.SCHEDULER, name);
    SchedulerProvider provider = provider(offer, SchedulerProvider.class);
    return new CheckedScheduler(
        offer, configured(offer, config, block -> provider.create(block, context)));
  }

  /** Creates an MPI runner; see {@link #scheduler(String, Map)}. */
  public MpiRunner runner(String name, Map<String, ?> config) {
    return runner(name, ConfigBlock.of(config));
  }

  /**
   * Creates an MPI runner, given the positions of its keys; see {@link #scheduler(String, Map)}.
   */
  public MpiRunner runner(String name, ConfigBlock config) {
    ProviderName offer = new ProviderName(ProviderKind.RUNNER, name);
    MpiRunnerProvider provider = provider(offer, MpiRunnerProvider.class);
    return PluginCalls.runner(
        offer, configured(offer, config, block -> provider.create(block, context)));
  }

  /** Creates a node discovery; see {@link #scheduler(String, Map)}. */
  public NodeDiscovery nodes(String name, Map<String, ?> config) {
    return nodes(name, ConfigBlock.of(config));
  }

  /**
   * Creates a node discovery, given the positions of its keys; see {@link #scheduler(String, Map)}.
   */
  public NodeDiscovery nodes(String name, ConfigBlock config) {
    ProviderName offer = new ProviderName(ProviderKind.NODES, name);
    NodeDiscoveryProvider provider = provider(offer, NodeDiscoveryProvider.class);
    return PluginCalls.nodes(
        offer, configured(offer, config, block -> provider.create(block, context)));
  }

  /** Creates a transfer; see {@link #scheduler(String, Map)}. */
  public Transfer transfer(String name, Map<String, ?> config) {
    return transfer(name, ConfigBlock.of(config));
  }

  /** Creates a transfer, given the positions of its keys; see {@link #scheduler(String, Map)}. */
  public Transfer transfer(String name, ConfigBlock config) {
    ProviderName offer = new ProviderName(ProviderKind.TRANSFER, name);
    TransferProvider provider = provider(offer, TransferProvider.class);
    return PluginCalls.transfer(
        offer, configured(offer, config, block -> provider.create(block, context)));
  }

  /**
   * Returns the transfers that reach URLs of a scheme, in alphabetical order. This loads each
   * plugin that offers a transfer; one that is broken is left out, with a line in the log.
   */
  public List<TransferWay> ways(String scheme) {
    List<TransferWay> ways = new ArrayList<>();
    for (String name : names(ProviderKind.TRANSFER)) {
      ProviderName offer = new ProviderName(ProviderKind.TRANSFER, name);
      try {
        TransferProvider provider = provider(offer, TransferProvider.class);
        if (PluginCalls.call(offer, provider::schemes).contains(scheme)) {
          ways.add(
              new TransferWay(name, provider.links(), PluginCalls.call(offer, provider::cost)));
        }
      } catch (PluginException e) {
        LOG.warn("{} cannot be used: {}", offer, e.getMessage());
      }
    }
    return List.copyOf(ways);
  }

  /** Returns why no limit can hold for the tasks of a transfer; empty when one can. */
  Optional<String> withoutTasks(String name) {
    ProviderName offer = new ProviderName(ProviderKind.TRANSFER, name);
    if (!names(ProviderKind.TRANSFER).contains(name)) {
      return Optional.of(unknown(offer));
    }
    TransferProvider provider = provider(offer, TransferProvider.class);
    return PluginCalls.call(offer, provider::schemes).equals(Set.of(LocationUrl.FILE))
        ? Optional.of("it moves files on this machine, for which there are no tasks")
        : Optional.empty();
  }

  /** Creates a service module; see {@link #scheduler(String, Map)}. */
  public ServiceModule service(String name, ConfigBlock config) {
    ProviderName offer = new ProviderName(ProviderKind.SERVICE, name);
    ServiceModuleProvider provider = provider(offer, ServiceModuleProvider.class);
    return configured(offer, config, block -> provider.create(block, context));
  }

  /**
   * Returns the name of the provider that a name or an alias stands for.
   *
   * @throws PluginException as {@link #start}
   */
  public String canonical(ProviderKind kind, String name) {
    ProviderName offer = new ProviderName(kind, name);
    return started.provider(plugin(offer), offer).name();
  }

  /**
   * Returns the installed providers that belong to a batch system.
   *
   * @throws PluginException as {@link #start}
   */
  public SchedulerKin kin(String scheduler) {
    SchedulerProvider provider =
        provider(new ProviderName(ProviderKind.SCHEDULER, scheduler), SchedulerProvider.class);
    return new SchedulerKin(
        provider.name(),
        installed(ProviderKind.NODES, provider.nodes(), "local"),
        installed(ProviderKind.RUNNER, provider.runner(), "mpirun"));
  }

  private String installed(ProviderKind kind, String name, String otherwise) {
    return names(kind).contains(name) ? name : otherwise;
  }

  /**
   * Starts the plugin that offers a name, so that any fault in it is found now.
   *
   * @throws PluginException USER when there is none of that name, SITE when it does not work
   */
  public void start(ProviderKind kind, String name) {
    ProviderName offer = new ProviderName(kind, name);
    started.provider(plugin(offer), offer);
  }

  /** Stops the plugins that were started. */
  @Override
  public void close() {
    started.close();
  }

  private <P extends Provider> P provider(ProviderName offer, Class<P> type) {
    return type.cast(started.provider(plugin(offer), offer));
  }

  private InstalledPlugin plugin(ProviderName wanted) {
    List<InstalledPlugin> offering =
        plugins.stream().filter(plugin -> plugin.offers(wanted)).toList();
    List<InstalledPlugin> usable = offering.stream().filter(InstalledPlugin::usable).toList();
    if (usable.size() > 1) {
      throw new PluginException(
          ErrorKind.SITE,
          "%s is offered by two plugins: %s and %s: remove one of them"
              .formatted(wanted, usable.get(0).path(), usable.get(1).path()));
    }
    if (usable.isEmpty() && !offering.isEmpty()) {
      throw new PluginException(ErrorKind.SITE, PluginErrors.about(offering.get(0)));
    }
    if (usable.isEmpty()) {
      throw new PluginException(ErrorKind.USER, unknown(wanted));
    }
    return usable.get(0);
  }

  private String unknown(ProviderName wanted) {
    Set<String> names = names(wanted.kind());
    String plain =
        names.stream()
            .filter(name -> !new ProviderName(wanted.kind(), name).classPath())
            .collect(Collectors.joining(", "));
    String installed = plain.isEmpty() ? "none" : plain;
    String broken =
        plugins.stream()
            .filter(plugin -> !plugin.usable())
            .map(plugin -> "; " + PluginErrors.about(plugin))
            .collect(Collectors.joining());
    return "unknown %s '%s': %sinstalled: %s%s"
        .formatted(
            wanted.kind().word(),
            wanted.name(),
            Nearest.to(wanted.name(), names)
                .map(nearest -> "did you mean '" + nearest + "'? ")
                .orElse(""),
            installed,
            broken);
  }

  private static <T> T configured(
      ProviderName offer, ConfigBlock block, Function<PluginConfig, T> create) {
    return ConfigReader.make(
        offer.toString(), block, config -> PluginCalls.call(offer, () -> create.apply(config)));
  }
}
