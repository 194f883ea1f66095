package io.balsam.engine.process;

import java.time.Duration;
import java.util.function.Consumer;

/** Starts the processes of jobs on this machine and keeps them in hand with all their children. */
public interface Spawner extends AutoCloseable {

  /**
   * Starts a job's process; returns without waiting for it.
   *
   * @param spec what to start; {@link ProcessSpec#job} names it from now on
   * @param onEnd called once, from any thread, also from within this call, when the process has
   *     ended and what it left behind was told to, or when it could not be started at all; must not
   *     block
   */
  void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd);

  /**
   * Ends a job's process group: SIGTERM, then SIGKILL when it has not ended after the grace.
   * Returns at once; {@code onEnd} tells the end. A job that is not running is ignored.
   */
  void end(long job, Duration grace);

  /** How many jobs at a time the machine's limits allow, as far as can be told in advance. */
  default ProcessLimits.Most most() {
    return ProcessLimits.Most.ANY;
  }

  /** Kills whatever still runs. Children that outlive their engine are impossible from here on. */
  @Override
  void close();
}
