package io.balsam.engine.dispatch.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs that follow each other in one seat: whose turn it is, and who waits behind. Whoever takes
 * the turns goes on until none is left; the loop adds to them meanwhile. Safe for threads.
 */
final class RunChain {

  private final Deque<LocalRun> waiting = new ArrayDeque<>();
  private boolean taken;
  private long since;

  /** Adds runs; true when nobody takes turns, so that somebody has to begin. */
  synchronized boolean add(List<LocalRun> runs) {
    waiting.addAll(runs);
    boolean nobody = !taken;
    if (nobody) {
      // Whoever takes the first turn may need a moment to come to it.
      since = System.nanoTime();
    }
    taken = true;
    return nobody;
  }

  /** Whose turn it is now; null when none is left, and whoever asked is through. */
  synchronized @Nullable LocalRun next() {
    LocalRun run = waiting.poll();
    taken = run != null;
    since = System.nanoTime();
    return run;
  }

  /** Takes a run out; false when its turn has come before. */
  synchronized boolean withdraw(LocalRun run) {
    return waiting.remove(run);
  }

  synchronized boolean anyWait() {
    return !waiting.isEmpty();
  }

  /** How long it has been the turn of the present one. */
  synchronized long nanosOfTurn() {
    return System.nanoTime() - since;
  }

  /** Takes out all whose turn has not come if the present one has had it for so long. */
  synchronized List<LocalRun> withdrawBehind(long nanos) {
    List<LocalRun> all = new ArrayList<>();
    if (nanosOfTurn() >= nanos) {
      all.addAll(waiting);
      waiting.clear();
    }
    return all;
  }
}
