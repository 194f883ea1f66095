package io.balsam.engine.concurrent;

import java.util.concurrent.CompletableFuture;

/** Runs a loop: on a thread of its own, or each turn when a simulation has come to it. */
public interface Turns {

  /** Loop that handles what arrives, all that has arrived in one turn. */
  interface Loop {

    /** Runs turns until the end, and waits before each until something has arrived. */
    void run();

    /** Runs one turn with what has arrived; returns whether others may follow. */
    boolean turn();
  }

  void start();

  /** Notes that something has arrived; returns at once. From any thread. */
  void arrived();

  /** Waits for an answer that a turn gives, and returns it. From any thread but the loop's. */
  <T> T await(CompletableFuture<T> answer);

  /** Waits for the end of the loop. */
  void join() throws InterruptedException;
}
