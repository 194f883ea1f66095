package io.balsam.engine.transfer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides how long items wait for others to go with them in one task, as each task costs a process
 * or a connection. Nothing waits for items of jobs that nobody expects, unless tasks run: the more
 * of them, the longer, up to a limit.
 */
final class Gathering {

  /** Longest wait for jobs that are being planned, whose file systems may hang. */
  private static final Duration FOR_PLANS = Duration.ofSeconds(1);

  /** Wait for each task that runs. */
  private static final Duration FOR_EACH_TASK = Duration.ofMillis(250);

  private static final int MOST_TASKS = 4;

  private final AtomicInteger expected = new AtomicInteger();

  /**
   * Notes that the items of a job are being planned.
   *
   * @param all called when the items of the last such job are there
   * @return to be called when the items are there, or never will be
   */
  Runnable expect(Runnable all) {
    expected.incrementAndGet();
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true) && expected.decrementAndGet() == 0) {
        all.run();
      }
    };
  }

  /**
   * Returns how long items are still to wait, in nanoseconds; 0 or less when they are not.
   *
   * @param since when the first of them was added, on the clock of {@link System#nanoTime}
   * @param running number of tasks that run
   */
  long left(long since, int running) {
    Duration wait = FOR_EACH_TASK.multipliedBy(Math.min(running, MOST_TASKS));
    if (expected.get() > 0) {
      wait = wait.plus(FOR_PLANS);
    }
    return since + wait.toNanos() - System.nanoTime();
  }
}
