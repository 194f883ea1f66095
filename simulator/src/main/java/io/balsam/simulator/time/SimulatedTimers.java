package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Timers;
import java.time.Duration;
import java.util.concurrent.Future;

/** Timers in virtual time. */
final class SimulatedTimers implements Timers {

  private final SimulatedProcess process;
  private boolean closed;

  SimulatedTimers(SimulatedProcess process) {
    this.process = process;
  }

  @Override
  public Future<?> watch(Duration delay, Runnable code) {
    return process.in(
        delay,
        () -> {
          if (!closed) {
            code.run();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
  }
}
