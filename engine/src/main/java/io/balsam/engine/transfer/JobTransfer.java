package io.balsam.engine.transfer;

import io.balsam.spi.PluginException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transfer of all items that one job moves at a time; it ends with the last. Guarded by the queue.
 */
final class JobTransfer {

  private final long job;
  private final long since;
  private final Consumer<@Nullable RuntimeException> listener;
  private int open;
  private boolean cancelled;
  private boolean absent;
  private @Nullable RuntimeException error;

  /**
   * Creates the transfer of a job.
   *
   * @param items number of its items
   * @param since time on the clock of {@link System#nanoTime}
   * @param listener receives the first error, or null
   */
  JobTransfer(long job, int items, long since, Consumer<@Nullable RuntimeException> listener) {
    this.job = job;
    this.open = items;
    this.since = since;
    this.listener = listener;
  }

  /** Creates the transfer of a job that has not asked for it since the engine was started. */
  static JobTransfer absent(long job) {
    JobTransfer of = new JobTransfer(job, 0, System.nanoTime(), error -> {});
    of.absent = true;
    return of;
  }

  /** Returns whether the job has not asked for it. */
  boolean isAbsent() {
    return absent;
  }

  long job() {
    return job;
  }

  long since() {
    return since;
  }

  void arrived() {
    open--;
  }

  void failed(PluginException why) {
    open--;
    if (error == null) {
      error = why;
    }
  }

  /** Returns whether all its items have ended; one that was cancelled never ends. */
  boolean ended() {
    return open == 0 && !cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  void tellEnd() {
    listener.accept(error);
  }
}
