package io.balsam.engine.execution;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Call of a script's code on a thread of the engine. Only that code is ever interrupted: the same
 * thread reads the store before it, and an interrupted thread would close the database's files
 * under all others.
 */
public final class Interruptible {

  private @Nullable Thread thread;
  private boolean interrupted;

  /**
   * Calls the code.
   *
   * @throws InterruptedException when it was interrupted before it began
   * @throws Exception what the code throws
   */
  public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
    synchronized (this) {
      if (interrupted) {
        throw new InterruptedException("interrupted before it began");
      }
      thread = Thread.currentThread();
    }
    try {
      return code.call();
    } finally {
      synchronized (this) {
        thread = null;
        Thread.interrupted();
      }
    }
  }

  public synchronized boolean interrupted() {
    return interrupted;
  }

  public synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
