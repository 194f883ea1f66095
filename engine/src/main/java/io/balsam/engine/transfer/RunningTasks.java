package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.transfer.Ways.Way;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Tasks that have not ended, also those that are being submitted. Guarded by a lock. */
final class RunningTasks {

  private final Object lock;
  private final TaskPoller.Listener listener;
  private final BiConsumer<Duration, Runnable> later;
  private final Ways ways;
  private final TransferLimits limits;
  private final Map<String, TaskPoller> pollers = new HashMap<>();

  /**
   * Creates it without tasks.
   *
   * @param lock guards it
   * @param later runs code after a while, on a thread that may block
   */
  RunningTasks(
      Object lock,
      TaskPoller.Listener listener,
      BiConsumer<Duration, Runnable> later,
      Ways ways,
      TransferLimits limits) {
    this.lock = lock;
    this.listener = listener;
    this.later = later;
    this.ways = ways;
    this.limits = limits;
  }

  List<TransferTask> all() {
    return pollers.values().stream().map(TaskPoller::tasks).flatMap(Collection::stream).toList();
  }

  /** Returns the number of tasks of a way's transfer. */
  int by(Way way) {
    return poller(way).tasks().size();
  }

  /**
   * Returns whether one more task may run by a way. A location that fails has one at a time until
   * that has worked, and one that shares its transfer leaves a task to the others: so a location
   * that does not answer does not hold them up.
   */
  boolean hasRoom(Way way, boolean failing) {
    int most = limits.of(way.name()).tasks();
    long own =
        poller(way).tasks().stream().filter(task -> task.way().url().equals(way.url())).count();
    int share = failing ? 1 : Math.max(1, ways.isShared(way) ? most - 1 : most);
    return by(way) < most && own < share;
  }

  void count(TransferTask task) {
    poller(task.way()).count(task);
  }

  /** Has the transfer of a submitted task asked for its progress. */
  void follow(TransferTask task) {
    poller(task.way()).follow(task);
  }

  void forget(TransferTask task) {
    poller(task.way()).forget(task);
  }

  private TaskPoller poller(Way way) {
    return pollers.computeIfAbsent(
        way.name(), n -> new TaskPoller(lock, listener, later, limits.of(n).period()));
  }
}
