package io.balsam.engine.transfer;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one transfer for the progress of all its tasks at once: often after something happened, then
 * less and less; rarely, where the transfer tells the ends of tasks. Guarded by a lock, but for the
 * question.
 */
final class TaskPoller {

  /** Receives the ends of tasks, on a thread that may block, without the lock. */
  interface Listener {

    /** Handles the end of a task whose items have arrived, but for the faulty ones. */
    void ended(TransferTask task, List<TransferFault> faults);

    /** Handles a task that has been suspended or goes on again. */
    void turned(TransferTask task);

    /** Handles a task of which nothing can be said to have arrived. */
    void failed(TransferTask task, PluginException error);
  }

  private static final Logger LOG = LoggerFactory.getLogger(TaskPoller.class);
  private static final TransferReport NOT_KNOWN = TransferReport.of(TransferState.UNKNOWN);
  private static final Duration SOON = Duration.ofMillis(20);

  private final Object lock;
  private final Listener listener;
  private final BiConsumer<Duration, Runnable> later;
  private final Duration longest;

  private final Set<TransferTask> counted = new HashSet<>();

  private final Map<String, TransferTask> submitted = new LinkedHashMap<>();
  private Duration pause = SOON;
  private @Nullable Transfer asked;
  private boolean tells;

  /** Number of the next question: it supersedes one that was to be asked later. */
  private long next;

  private boolean asking;

  /** When to ask again after the question that is being asked. */
  private Duration again;

  /**
   * Creates a poller without tasks.
   *
   * @param lock guards it
   * @param later runs code after a while, on a thread that may block
   * @param longest time between two questions
   */
  TaskPoller(
      Object lock, Listener listener, BiConsumer<Duration, Runnable> later, Duration longest) {
    this.lock = lock;
    this.listener = listener;
    this.later = later;
    this.longest = longest;
    again = longest;
  }

  /** Returns its tasks, also those that are being submitted. */
  Set<TransferTask> tasks() {
    return counted;
  }

  void count(TransferTask task) {
    counted.add(task);
  }

  void follow(TransferTask task) {
    if (task.transfer() != asked) {
      asked = task.transfer();
      tells = asked.tellEnds(id -> heard());
    }
    submitted.put(task.id(), task);
    pause = SOON;
    askIn(SOON);
  }

  void forget(TransferTask task) {
    counted.remove(task);
    submitted.remove(task.id(), task);
    pause = SOON;
  }

  private void heard() {
    synchronized (lock) {
      askIn(Duration.ZERO);
    }
  }

  private void askIn(Duration wait) {
    if (asking) {
      again = sooner(wait, again);
      return;
    }
    long number = ++next;
    later.accept(wait, () -> ask(number));
  }

  private void ask(long number) {
    List<TransferTask> tasks;
    synchronized (lock) {
      if (number != next || submitted.isEmpty()) {
        return;
      }
      asking = true;
      again = longest;
      tasks = List.copyOf(submitted.values());
    }
    try {
      Map<String, TransferReport> reports =
          tasks.get(0).transfer().status(tasks.stream().map(TransferTask::id).toList());
      tasks.forEach(task -> handle(task, reports.getOrDefault(task.id(), NOT_KNOWN)));
    } catch (PluginException e) {
      LOG.warn("{} does not answer: {}", tasks.get(0).way().name(), e.getMessage());
    } finally {
      synchronized (lock) {
        asking = false;
        if (!submitted.isEmpty()) {
          askIn(tells ? again : sooner(again, pause));
          pause = GrowingPause.doubled(pause, longest);
        }
      }
    }
  }

  private static Duration sooner(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void handle(TransferTask task, TransferReport report) {
    switch (report.state()) {
      case DONE -> listener.ended(task, report.faults());
      case FAILED -> listener.failed(task, new PluginException(report.error(), report.message()));
      case ACTIVE, INACTIVE -> {
        if (task.report(report)) {
          listener.turned(task);
        }
      }
      case UNKNOWN -> {
        if (task.isLost()) {
          String lost = "it does not know task %s any longer".formatted(task.id());
          listener.failed(task, new PluginException(ErrorKind.TRANSIENT, lost));
        }
      }
    }
  }
}
