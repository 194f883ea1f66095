package io.balsam.engine.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** Queue of the cleanups of finished jobs, with the choice of who performs them. */
public final class CleanupQueue {

  /** Performer of the cleanups. */
  public enum By {
    /** The engine, on a thread of its own. */
    ENGINE,
    /** The module that takes them from this queue. */
    TAKER,
    /** None: the files stay, and the jobs finish without a cleanup. */
    NOBODY
  }

  /** The cleanup of one job. */
  @FunctionalInterface
  public interface Task {

    /** Removes the job's files and lets the job continue. */
    void clean();
  }

  private final By by;
  private final Executor threads;
  private final Runnable onWork;
  private final Deque<Task> waiting = new ArrayDeque<>();

  /**
   * Creates an empty queue.
   *
   * @param threads perform the cleanups that the engine does
   * @param onWork called when there is a task to take; must return at once
   */
  public CleanupQueue(By by, Executor threads, Runnable onWork) {
    this.by = by;
    this.threads = threads;
    this.onWork = onWork;
  }

  /** Takes the next tasks, up to a limit; empty when there are none. */
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
