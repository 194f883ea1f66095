package io.balsam.engine.run;

import org.jspecify.annotations.Nullable;

/** Code on a pool's thread that can be interrupted, and the thread's next code with it never. */
final class Interruptible implements Runnable {

  private final Runnable code;
  private @Nullable Thread thread;
  private boolean interrupted;

  Interruptible(Runnable code) {
    this.code = code;
  }

  @Override
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }
    try {
      code.run();
    } finally {
      synchronized (this) {
        thread = null;
        Thread.interrupted();
      }
    }
  }

  synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
