package io.balsam.engine.hook;

import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.execution.Interruptible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Threads for hooks. A hook that overruns its limit is interrupted and no longer waited for; if it
 * ignores that, another thread replaces the stuck one until it returns.
 */
public final class HookPool {

  /** Source of the number of hooks that may run at the same time. */
  public enum By {
    /** The engine's limits. */
    ENGINE,
    /** A service module; until it starts, all wait. */
    MODULE,
    /** None, since that module is off: all wait. */
    NOBODY
  }

  private final ThreadPoolExecutor threads;
  private final Set<Interruptible> running = ConcurrentHashMap.newKeySet();
  private final Timers timers;

  private final List<Runnable> held = new ArrayList<>();
  private boolean open = true;
  private int size;
  private volatile Duration longest = Duration.ofDays(365);

  public HookPool(int size, EngineRuntime runtime, Timers timers) {
    this.size = size;
    this.timers = timers;
    threads = runtime.pool(size, "balsam-hook");
  }

  /**
   * Runs code when a thread is free.
   *
   * @param code receives the part of it that may be interrupted
   * @param limit for the code itself, waiting not counted
   * @param onLimit called when the limit is over; the result of the code is then ignored
   */
  void run(Consumer<Interruptible> code, Duration limit, Runnable onLimit) {
    Runnable task =
        () -> {
          Interruptible part = new Interruptible();
          AtomicBoolean over = new AtomicBoolean();
          running.add(part);
          Future<?> watch =
              timers.watch(
                  limit,
                  () -> {
                    if (over.compareAndSet(false, true)) {
                      resize(1);
                      onLimit.run();
                      part.interrupt();
                    }
                  });
          try {
            code.accept(part);
          } finally {
            running.remove(part);
            watch.cancel(false);
            if (!over.compareAndSet(false, true)) {
              resize(-1);
            }
          }
        };
    execute(task);
  }

  private synchronized void execute(Runnable task) {
    if (open) {
      threads.execute(task);
    } else {
      held.add(task);
    }
  }

  /**
   * Sets how many may run at the same time from now on; 0 keeps them all waiting, except those that
   * run.
   */
  public synchronized void size(int newSize, Duration limit) {
    longest = limit;
    if (newSize == 0) {
      hold();
      return;
    }
    open = true;
    resize(newSize - size);
    size = newSize;
    List<Runnable> due = List.copyOf(held);
    held.clear();
    due.forEach(threads::execute);
  }

  /** Keeps all hooks waiting, except those that run. */
  public synchronized void hold() {
    open = false;
    threads.getQueue().drainTo(held);
  }

  /** Returns the shorter of a hook's own limit and the one for all. */
  Duration limit(Duration own) {
    return own.compareTo(longest) < 0 ? own : longest;
  }

  /** Returns the number of hooks that wait for a thread. */
  public synchronized int waiting() {
    return held.size() + threads.getQueue().size();
  }

  public int running() {
    return running.size();
  }

  private synchronized void resize(int by) {
    threads.setCorePoolSize(threads.getCorePoolSize() + by);
  }

  public ExecutorService threads() {
    return threads;
  }

  public synchronized void close() {
    held.clear();
    threads.getQueue().clear();
    threads.shutdown();
    running.forEach(Interruptible::interrupt);
  }
}
