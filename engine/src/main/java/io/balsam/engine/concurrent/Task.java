package io.balsam.engine.concurrent;

import java.time.Duration;

/** Code with a thread of its own. */
public interface Task {

  void start();

  /** Interrupts what the code waits for. */
  void interrupt();

  /** Waits for its end; returns false when the time is over before. */
  boolean join(Duration atMost) throws InterruptedException;
}
