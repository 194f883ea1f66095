package io.balsam.engine.concurrent;

import java.time.Duration;

/** Code on a thread that does not keep the process alive. */
final class ThreadTask implements Task {

  private final Thread thread;

  ThreadTask(String name, Runnable code) {
    thread = new Thread(code, name);
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void interrupt() {
    thread.interrupt();
  }

  @Override
  public boolean join(Duration atMost) throws InterruptedException {
    thread.join(Math.max(1, atMost.toMillis()));
    return !thread.isAlive();
  }
}
