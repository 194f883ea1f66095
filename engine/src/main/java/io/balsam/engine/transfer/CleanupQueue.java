package io.balsam.engine.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** Files that finished jobs need not keep: who removes them, and which wait for that. */
public final class CleanupQueue {

  /** Who removes them. */
  public enum By {
    /** The engine, on a thread of its own. */
    ENGINE,
    /** Whoever takes them from here. */
    TAKER,
    /** Nobody: the files stay, and the jobs go on. */
    NOBODY
  }

  /** The removal for one job. */
  @FunctionalInterface
  public interface Task {

    /** Removes the job's files and has it go on. */
    void clean();
  }

  private final Executor threads;
  private final Deque<Task> waiting = new ArrayDeque<>();
  private volatile By by = By.ENGINE;
  private volatile Runnable onWork = () -> {};

  public CleanupQueue(Executor threads) {
    this.threads = threads;
  }

  /** To be set before anything is run. */
  public void by(By who) {
    by = who;
  }

  /** Calls back when there is something to take; the listener must return at once. */
  public void onWork(Runnable listener) {
    onWork = listener;
  }

  /** The next ones, at most so many; empty when there are none. */
  public synchronized List<Task> take(int atMost) {
    List<Task> taken = new ArrayList<>();
    while (taken.size() < atMost && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** Puts back what was taken and not done. */
  public synchronized void giveBack(List<Task> tasks) {
    waiting.addAll(tasks);
  }

  public boolean none() {
    return by == By.NOBODY;
  }

  public void add(Task task) {
    if (by == By.TAKER) {
      giveBack(List.of(task));
      onWork.run();
    } else {
      threads.execute(task::clean);
    }
  }
}
