package io.balsam.spi;

/** Creates {@link MpiRunner}s. */
public interface MpiRunnerProvider extends Provider {

  /**
   * Creates a runner.
   *
   * @param config configuration block of the runner; keys that are not read are reported as
   *     mistakes
   * @param context services of the engine
   */
  MpiRunner create(PluginConfig config, PluginContext context);
}
