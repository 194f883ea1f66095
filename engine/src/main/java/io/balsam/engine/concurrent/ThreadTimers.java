package io.balsam.engine.concurrent;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on a thread of their own. */
final class ThreadTimers implements Timers {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, DaemonThreads.named("balsam-timers"), new ThreadPoolExecutor.DiscardPolicy());

  ThreadTimers() {
    // Later the system may have no threads left.
    executor.prestartCoreThread();
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Future<?> watch(Duration delay, Runnable code) {
    Duration time = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return executor.schedule(code, Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
