package io.balsam.spi;

/** Creates {@link Scheduler}s. */
public interface SchedulerProvider extends Provider {

  /**
   * Returns the name of the node discovery for its allocations, used when the settings name none.
   */
  default String nodes() {
    return "local";
  }

  /** Returns the name of the MPI runner in its allocations, used when the settings name none. */
  default String runner() {
    return "mpirun";
  }

  /**
   * Creates a scheduler.
   *
   * @param config configuration block of the scheduler
   * @param context services of the engine
   */
  Scheduler create(PluginConfig config, PluginContext context);
}
