package io.balsam.spi;

/** Makes {@link NodeDiscovery}s. */
public interface NodeDiscoveryProvider extends Provider {

  /**
   * @param config the discovery's own configuration block
   * @param context what the engine lends
   */
  NodeDiscovery create(PluginConfig config, PluginContext context);
}
