package io.balsam.spi;

/** Creates {@link NodeDiscovery}s. */
public interface NodeDiscoveryProvider extends Provider {

  /**
   * Creates a node discovery.
   *
   * @param config configuration block of the discovery
   * @param context services of the engine
   */
  NodeDiscovery create(PluginConfig config, PluginContext context);
}
