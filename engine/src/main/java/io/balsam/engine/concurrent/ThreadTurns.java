package io.balsam.engine.concurrent;

import java.util.concurrent.CompletableFuture;

/** A loop on a thread of its own. */
final class ThreadTurns implements Turns {

  private final Thread thread;

  ThreadTurns(String name, Loop loop) {
    thread = new Thread(loop::run, name);
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Does nothing: the thread waits for what arrives. */
  @Override
  public void arrived() {}

  @Override
  public <T> T await(CompletableFuture<T> answer) {
    return answer.join();
  }

  @Override
  public void join() throws InterruptedException {
    thread.join();
  }
}
