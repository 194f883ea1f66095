package io.balsam.engine.run;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads for hooks. A hook that overruns its limit is interrupted and no longer waited for; should
 * it not heed that, another thread takes the place of the stuck one until it is back.
 */
final class HookPool {

  private final ThreadPoolExecutor threads;
  private final Timers timers;

  HookPool(int size, Timers timers) {
    this.timers = timers;
    threads =
        new ThreadPoolExecutor(
            size,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("balsam-hook"));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs code when a thread is free.
   *
   * @param limit for the code itself, waiting not counted
   * @param onLimit called instead of whatever the code would still do
   */
  void run(Interruptible code, Duration limit, Runnable onLimit) {
    threads.execute(
        () -> {
          AtomicBoolean over = new AtomicBoolean();
          var watch =
              timers.in(
                  limit,
                  () -> {
                    if (over.compareAndSet(false, true)) {
                      resize(1);
                      onLimit.run();
                      code.interrupt();
                    }
                  });
          try {
            code.run();
          } finally {
            watch.cancel(false);
            if (!over.compareAndSet(false, true)) {
              resize(-1);
            }
          }
        });
  }

  private synchronized void resize(int by) {
    threads.setCorePoolSize(threads.getCorePoolSize() + by);
  }

  void close() {
    threads.shutdownNow();
  }
}
