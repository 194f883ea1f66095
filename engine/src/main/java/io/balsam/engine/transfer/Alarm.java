package io.balsam.engine.transfer;

import java.time.Duration;
import java.util.function.BiConsumer;

/** Timer of which the earliest setting counts. Set under a lock, and rings without it. */
final class Alarm {

  private final Object lock;
  private final BiConsumer<Duration, Runnable> later;
  private final Runnable ring;
  private boolean isSet;
  private long due;

  Alarm(Object lock, BiConsumer<Duration, Runnable> later, Runnable ring) {
    this.lock = lock;
    this.later = later;
    this.ring = ring;
  }

  /** Sets it, unless it rings earlier. */
  void in(long nanos) {
    long at = System.nanoTime() + Math.max(1, nanos);
    if (!isSet || at - due < 0) {
      isSet = true;
      due = at;
      later.accept(Duration.ofNanos(Math.max(1, nanos)), this::rings);
    }
  }

  private void rings() {
    synchronized (lock) {
      isSet = false;
    }
    ring.run();
  }
}
