package io.balsam.spi;

/** Makes {@link MpiRunner}s. */
public interface MpiRunnerProvider extends Provider {

  /**
   * @param config the runner's own configuration block; unread keys are reported as mistakes
   * @param context what the engine lends
   */
  MpiRunner create(PluginConfig config, PluginContext context);
}
