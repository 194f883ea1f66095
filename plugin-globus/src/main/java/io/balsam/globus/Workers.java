package io.balsam.globus;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads, which end when there is nothing to do. */
final class Workers {

  private final ThreadPoolExecutor pool;

  Workers(String name, int most) {
    this.pool =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  Future<?> submit(Runnable work) {
    return pool.submit(work);
  }
}
