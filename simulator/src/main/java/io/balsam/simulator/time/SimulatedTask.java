package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Task;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Code that waits, on a thread of its own. Either that thread runs or the one that drives the
 * simulation, never both: the code runs until it waits for a signal, and goes on when the driver
 * has come to the moment of its end.
 */
final class SimulatedTask implements Task {

  private static final ThreadLocal<@Nullable SimulatedTask> CURRENT = new ThreadLocal<>();

  private final SimulatedProcess process;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore driver = new Semaphore(0);
  private final Thread thread;
  private boolean started;
  private boolean ended;
  private boolean interrupted;
  private Runnable wake = () -> {};

  SimulatedTask(SimulatedProcess process, String name, Runnable code) {
    this.process = process;
    thread =
        new Thread(
            () -> {
              turn.acquireUninterruptibly();
              CURRENT.set(this);
              try {
                code.run();
              } finally {
                ended = true;
                driver.release();
              }
            },
            name);
    thread.setDaemon(true);
  }

  /** Returns the task that the calling thread belongs to; null for the driver's. */
  static @Nullable SimulatedTask current() {
    return CURRENT.get();
  }

  @Override
  public void start() {
    started = true;
    thread.start();
    process.soon(this::resume);
  }

  /** Lets the code run until it waits. On the driver's thread. */
  void resume() {
    if (!ended) {
      turn.release();
      driver.acquireUninterruptibly();
    }
  }

  /**
   * Waits until it is resumed. On the task's own thread.
   *
   * @param whenInterrupted has it resumed
   */
  void rest(Runnable whenInterrupted) throws InterruptedException {
    wake = whenInterrupted;
    driver.release();
    turn.acquireUninterruptibly();
    wake = () -> {};
    if (interrupted) {
      interrupted = false;
      throw new InterruptedException("interrupted in virtual time");
    }
  }

  @Override
  public void interrupt() {
    interrupted = true;
    wake.run();
  }

  @Override
  public boolean join(Duration atMost) {
    return !started || process.time().until(() -> ended, atMost);
  }
}
