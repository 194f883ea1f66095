package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads, which end when there is nothing to do. */
final class Workers {

  private final ThreadPoolExecutor pool;

  Workers(String name, int most) {
    this.pool =
        new ThreadPoolExecutor(
            most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
    pool.allowCoreThreadTimeOut(true);
  }

  /** Returns a factory of threads that do not keep the process. */
  static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  Future<?> submit(Runnable work) {
    return pool.submit(work);
  }

  /** Does several things at a time, and returns when all are done. */
  void all(List<Runnable> works) {
    List<Future<?>> begun = new ArrayList<>();
    works.forEach(work -> begun.add(pool.submit(work)));
    try {
      for (Future<?> one : begun) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      begun.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw new PluginException(ErrorKind.TRANSIENT, "interrupted", e);
    }
  }
}
