package io.balsam.simulator.time;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pool without threads: its tasks take no virtual time, and run one after the other. */
final class SimulatedPool extends ThreadPoolExecutor {

  private final SimulatedProcess process;

  SimulatedPool(SimulatedProcess process) {
    super(1, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    this.process = process;
  }

  @Override
  public void execute(Runnable task) {
    if (!isShutdown()) {
      process.soon(task);
    }
  }
}
