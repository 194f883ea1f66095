package io.balsam.spi;

/**
 * Creates {@link Transfer}s. Its name is the protocol of a location, {@code cp} or {@code globus}.
 */
public interface TransferProvider extends Provider {

  /**
   * Creates a transfer.
   *
   * @param config configuration block of the transfer
   * @param context services of the engine
   */
  Transfer create(PluginConfig config, PluginContext context);
}
