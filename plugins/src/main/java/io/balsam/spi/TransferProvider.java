package io.balsam.spi;

/**
 * Makes {@link Transfer}s. Its name is the protocol of a location, {@code cp} or {@code globus}.
 */
public interface TransferProvider extends Provider {

  /**
   * @param config the transfer's own configuration block
   * @param context what the engine lends
   */
  Transfer create(PluginConfig config, PluginContext context);
}
