package io.balsam.dsl.capture;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script's top level for a limited time. It has a thread of its own: one that does not end
 * is interrupted, and left behind when it does not heed that.
 */
final class TopLevel {

  private TopLevel() {}

  /**
   * Returns when the code has ended, or its time is over.
   *
   * @param late told where it is when its time is over, before it is interrupted
   * @return whether it has ended
   */
  static boolean run(Runnable code, Duration limit, Consumer<Throwable> late) {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(code, "script");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((any, error) -> thrown.set(error));
    thread.start();
    try {
      thread.join(limit.toMillis());
      if (thread.isAlive()) {
        Throwable where = new Throwable();
        where.setStackTrace(thread.getStackTrace());
        late.accept(where);
        thread.interrupt();
        return false;
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the script was read");
    }
    Throwable error = thrown.get();
    if (error instanceof RuntimeException known) {
      throw known;
    }
    if (error instanceof Error known) {
      throw known;
    }
    return true;
  }
}
