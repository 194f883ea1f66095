package io.balsam.engine.transfer;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.store.TransferRow;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Submits tasks, each once it is on disk with its items. On threads that may block. */
final class TaskSubmitter {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Receives what becomes of tasks, without a lock. */
  interface Listener {

    /** Returns whether nobody needs a task any more. */
    boolean isUseless(TransferTask task);

    /** Handles a task that is not submitted, since nobody needs it. */
    void dropped(TransferTask task);

    /** Handles a task that has its submission. */
    void intended(TransferTask task);

    /** Handles a task that its transfer has begun. */
    void begun(TransferTask task);

    /** Handles a task that cannot be submitted. */
    void failed(TransferTask task, PluginException error);
  }

  private final Listener queue;
  private final ItemLog log;
  private final Clock clock;
  private final BiConsumer<Duration, Runnable> later;

  TaskSubmitter(Listener queue, ItemLog log, Clock clock, BiConsumer<Duration, Runnable> later) {
    this.queue = queue;
    this.log = log;
    this.clock = clock;
    this.later = later;
  }

  /** Submits a new task. */
  void submit(TransferTask task) {
    unlessUseless(
        task,
        () -> {
          List<TransferRow> items = task.begin(clock.instant());
          queue.intended(task);
          log.begin(task.row(), items, () -> unlessUseless(task, () -> begin(task)));
        });
  }

  private void unlessUseless(TransferTask task, Runnable work) {
    if (queue.isUseless(task)) {
      queue.dropped(task);
    } else {
      orFail(task, work);
    }
  }

  /** Submits a task once more that may still run at its service: until that answers. */
  void submitAgain(TransferTask task) {
    submitAgain(task, FIRST_PAUSE);
  }

  private void submitAgain(TransferTask task, Duration pause) {
    orFail(
        task,
        () -> {
          try {
            Optional<String> obstacle = task.transfer().unavailable();
            if (obstacle.isPresent()) {
              throw new PluginException(ErrorKind.TRANSIENT, obstacle.get());
            }
            begin(task);
          } catch (PluginException e) {
            if (!e.kind().mayPass() || queue.isUseless(task)) {
              throw e;
            }
            String why = String.valueOf(e.getMessage());
            task.report(new TransferReport(TransferState.ACTIVE, why, e.kind()));
            Duration next = GrowingPause.doubled(pause, LONGEST_PAUSE);
            later.accept(pause, () -> submitAgain(task, next));
          }
        });
  }

  private void begin(TransferTask task) {
    task.submit();
    queue.begun(task);
    if (queue.isUseless(task)) {
      // Its jobs ended meanwhile, when there was no id to cancel it by.
      task.cancel();
    }
  }

  private void orFail(TransferTask task, Runnable work) {
    try {
      work.run();
    } catch (PluginException e) {
      queue.failed(task, e);
    } catch (RuntimeException e) {
      queue.failed(task, new PluginException(ErrorKind.INTERNAL, e.toString(), e));
    }
  }
}
