package io.balsam.engine.process;

import java.time.Duration;
import java.util.function.Consumer;

/** Starts the processes of jobs on this machine and controls them with all their children. */
public interface Spawner extends AutoCloseable {

  /**
   * Starts a job's process; returns without waiting for it.
   *
   * @param spec process to start; identified by {@link ProcessSpec#job} from now on
   * @param onEnd called once, from any thread, also from within this call, when the process has
   *     ended and the processes it left behind were asked to end, or when it could not be started
   *     at all; must not block
   */
  void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd);

  /**
   * Ends a job's process group: SIGTERM, then SIGKILL if it has not ended after the grace period.
   * Returns at once; {@code onEnd} reports the end. A job that is not running is ignored.
   */
  void end(long job, Duration grace);

  /**
   * Returns how many jobs at a time the machine's limits allow, as far as that is known in advance.
   */
  default ProcessLimits.Most most() {
    return ProcessLimits.Most.ANY;
  }

  /** Kills everything that still runs. No child can outlive the engine after that. */
  @Override
  void close();
}
