package io.balsam.engine.concurrent;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs code when it is due. */
public interface Timers {

  /** Runs code after a delay. It must not block. */
  default void in(Duration delay, Runnable code) {
    Future<?> unused = watch(delay, code);
  }

  /** Schedules code as {@link #in} does, but allows it to be cancelled. */
  Future<?> watch(Duration delay, Runnable code);

  /** Drops what is not due yet; nothing runs any more. */
  void close();
}
