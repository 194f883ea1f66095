package io.balsam.engine.concurrent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Thread pool for any number of tasks. Where the system allows no more threads, tasks wait for the
 * existing ones: the first is created in advance and stays.
 */
public class RetryingPool extends ThreadPoolExecutor {

  /**
   * Creates a pool.
   *
   * @param size maximum number of threads
   * @param name prefix of their names
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
