package io.balsam.engine.dispatch.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that follow each other in one reservation: the present one and those that wait behind
 * it. The thread that takes the turns goes on until none is left; the event loop adds to them
 * meanwhile. Thread-safe.
 */
final class RunChain {

  private final Deque<LocalRun> waiting = new ArrayDeque<>();
  private boolean taken;
  private long since;

  /**
   * Adds attempts; returns true when no thread takes turns, so that the caller has to start one.
   */
  synchronized boolean add(List<LocalRun> runs) {
    waiting.addAll(runs);
    boolean nobody = !taken;
    if (nobody) {
      // The thread that takes the first turn may need a moment to come to it.
      since = System.nanoTime();
    }
    taken = true;
    return nobody;
  }

  /** Takes the next turn; null when none is left, and the thread that asked is done. */
  synchronized @Nullable LocalRun next() {
    LocalRun run = waiting.poll();
    taken = run != null;
    since = System.nanoTime();
    return run;
  }

  /** Removes an attempt; returns false when its turn has come before. */
  synchronized boolean withdraw(LocalRun run) {
    return waiting.remove(run);
  }

  synchronized boolean anyWait() {
    return !waiting.isEmpty();
  }

  /** Returns how long the present turn has lasted. */
  synchronized long nanosOfTurn() {
    return System.nanoTime() - since;
  }

  /** Removes all that wait if the present turn has lasted for that long. */
  synchronized List<LocalRun> withdrawBehind(long nanos) {
    List<LocalRun> all = new ArrayList<>();
    if (nanosOfTurn() >= nanos) {
      all.addAll(waiting);
      waiting.clear();
    }
    return all;
  }
}
