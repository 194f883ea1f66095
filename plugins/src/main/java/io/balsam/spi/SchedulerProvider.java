package io.balsam.spi;

/** Makes {@link Scheduler}s. */
public interface SchedulerProvider extends Provider {

  /** Name of the node discovery for its allocations, where the settings name none. */
  default String nodes() {
    return "local";
  }

  /** Name of the MPI runner in its allocations, where the settings name none. */
  default String runner() {
    return "mpirun";
  }

  /**
   * @param config the scheduler's own configuration block
   * @param context what the engine lends
   */
  Scheduler create(PluginConfig config, PluginContext context);
}
