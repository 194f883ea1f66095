package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Task;
import java.time.Duration;
import java.util.concurrent.Future;
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
  private boolean begun;
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
    process.soon(
        () -> {
          // The thread of a task whose process is killed before this moment would wait for ever.
          begun = true;
          thread.start();
          resume();
        });
  }

  /** Lets the code run until it waits. On the driver's thread. */
  void resume() {
    if (!ended) {
      turn.release();
      driver.acquireUninterruptibly();
    }
  }

  /**
   * Waits until it is resumed; not at all if it was interrupted before. On the task's own thread.
   *
   * @param whenInterrupted has it resumed
   */
  void rest(Runnable whenInterrupted) throws InterruptedException {
    if (!interrupted) {
      wake = whenInterrupted;
      driver.release();
      turn.acquireUninterruptibly();
      wake = () -> {};
    }
    if (interrupted) {
      interrupted = false;
      throw new InterruptedException("interrupted in virtual time");
    }
  }

  /** Waits for a while, or until it is interrupted. On the task's own thread. */
  void rest(long nanos) {
    Future<?> end = process.time().in(nanos, this::resume);
    try {
      rest(
          () -> {
            if (end.cancel(false)) {
              Future<?> unused = process.time().in(0, this::resume);
            }
          });
    } catch (InterruptedException e) {
      end.cancel(false);
      interrupted = true;
    }
  }

  @Override
  public void interrupt() {
    interrupted = true;
    wake.run();
  }

  @Override
  public boolean join(Duration atMost) {
    return !begun || process.time().until(() -> ended, atMost);
  }
}
