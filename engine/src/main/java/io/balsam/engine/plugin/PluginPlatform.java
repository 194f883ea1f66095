package io.balsam.engine.plugin;

import io.balsam.engine.config.ConfigReader;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.config.TransferLocations;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.Scheduler;
import io.balsam.spi.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Platform whose parts come from plugins; each is created once. */
final class PluginPlatform implements Platform {

  private final PluginHost host;
  private final PlatformSettings settings;
  private final List<Node> nodes;
  private final Optional<Instant> end;
  private final Optional<String> batchId;
  private final Map<String, MpiRunner> runners = new ConcurrentHashMap<>();
  private final Map<String, Scheduler> schedulers = new ConcurrentHashMap<>();
  private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();
  private final Map<String, List<TransferWay>> ways = new ConcurrentHashMap<>();

  PluginPlatform(
      PluginHost host,
      PlatformSettings settings,
      List<Node> nodes,
      Optional<Instant> end,
      Optional<String> batchId) {
    this.host = host;
    this.settings = settings;
    this.nodes = List.copyOf(nodes);
    this.end = end;
    this.batchId = batchId;
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
  public Optional<Instant> end() {
    return end;
  }

  @Override
  public Optional<String> batchId() {
    return batchId;
  }

  @Override
  public MpiRunner runner(String name) {
    String chosen = name.isEmpty() ? settings.runner() : name;
    return runners.computeIfAbsent(
        chosen, n -> host.runner(n, settings.placed(ProviderKind.RUNNER, n)));
  }

  @Override
  public Transfer transfer(String name) {
    return transfers.computeIfAbsent(
        name, n -> host.transfer(n, settings.placed(ProviderKind.TRANSFER, n)));
  }

  @Override
  public List<TransferWay> ways(String scheme) {
    return ways.computeIfAbsent(scheme, host::ways);
  }

  @Override
  public TransferLocations locations() {
    return settings.locations();
  }

  @Override
  public TransferLimits limits() {
    return ConfigReader.make(
        TransferLimits.MODULE,
        settings.limits(),
        block -> TransferLimits.read(block, host::withoutTasks));
  }

  @Override
  public Scheduler scheduler(String name) {
    String real = host.canonical(ProviderKind.SCHEDULER, name);
    String block = settings.has(ProviderKind.SCHEDULER, name) ? name : real;
    return schedulers.computeIfAbsent(
        real, n -> host.scheduler(n, settings.placed(ProviderKind.SCHEDULER, block)));
  }

  /**
   * Creates the provider that a block of the settings configures, so that mistakes are found now.
   */
  void check(ProviderKind kind, String name) {
    switch (kind) {
      case RUNNER -> runner(name);
      case TRANSFER -> transfer(name);
      case NODES -> host.nodes(name, settings.placed(kind, name));
      case SCHEDULER -> scheduler(name);
      // Service modules are configured elsewhere, by the agent.
      case SERVICE -> host.start(kind, name);
    }
  }
}
