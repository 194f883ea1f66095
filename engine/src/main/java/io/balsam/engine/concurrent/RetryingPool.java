package io.balsam.engine.concurrent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for tasks of any number. Where the system gives no more threads, tasks wait for those
 * that are there: the first is made in advance and stays.
 */
public class RetryingPool extends ThreadPoolExecutor {

  /**
   * @param size how many threads at most
   * @param name what their names begin with
   */
  public RetryingPool(int size, String name) {
    this(size, name, new LinkedBlockingQueue<>());
  }

  private RetryingPool(int size, String name, BlockingQueue<Runnable> queue) {
    super(
        size,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        queue,
        DaemonThreads.named(name),
        new DiscardPolicy());
    prestartCoreThread();
  }

  @Override
  public void execute(Runnable task) {
    try {
      super.execute(task);
    } catch (OutOfMemoryError noThread) {
      getQueue().add(task);
    }
  }
}
