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
      TransferLimits limits) {
    this.lock = lock;
    this.listener = listener;
    this.later = later;
    this.limits = limits;
  }

  List<TransferTask> all() {
    return pollers.values().stream().map(TaskPoller::tasks).flatMap(Collection::stream).toList();
  }

  /** Returns the number of tasks of a way's transfer. */
  int by(Way way) {
    return poller(way).tasks().size();
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
