package io.balsam.spi;

/** Makes {@link Scheduler}s. */
public interface SchedulerProvider extends Provider {

  /**
   * @param config the scheduler's own configuration block
   * @param context what the engine lends
   */
  Scheduler create(PluginConfig config, PluginContext context);
}
