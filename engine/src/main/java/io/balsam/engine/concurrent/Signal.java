package io.balsam.engine.concurrent;

import java.time.Duration;

/** Wakes threads that wait for a change. */
public class Signal {

  private long count;

  public synchronized long count() {
    return count;
  }

  public synchronized void raise() {
    count++;
    notifyAll();
  }

  /**
   * Waits until the signal was raised after the count was read; returns false when the time is
   * over.
   */
  public synchronized boolean await(long seen, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + Math.min(atMost.toNanos(), Long.MAX_VALUE / 4);
    while (count == seen) {
      long left = (end - System.nanoTime() + 999_999) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  public synchronized void await(long seen) throws InterruptedException {
    while (count == seen) {
      wait();
    }
  }
}
