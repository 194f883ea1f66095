package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import io.balsam.spi.PluginException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transfer of all items that one job moves at a time; it ends with the last. Guarded by the queue.
 */
final class JobTransfer {

  private final long job;
  private final long since;
  private final StagedItems items;
  private final Consumer<@Nullable RuntimeException> listener;
  private int open;
  private boolean cancelled;
  private boolean absent;
  private @Nullable RuntimeException error;

  /**
   * Creates the transfer of a job.
   *
   * @param items the items of the job
   * @param open number of those that are moved
   * @param since time on the clock of {@link System#nanoTime}
   * @param listener receives the first error, or null
   */
  JobTransfer(
      long job,
      StagedItems items,
      int open,
      long since,
      Consumer<@Nullable RuntimeException> listener) {
    this.job = job;
    this.items = items;
    this.open = open;
    this.since = since;
    this.listener = listener;
  }

  /** Creates the transfer of a job that has not asked for it since the engine was started. */
  static JobTransfer absent(long job) {
    JobTransfer of =
        new JobTransfer(
            job, new StagedItems(List.of(), Urgency.NONE), 0, System.nanoTime(), error -> {});
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

  /** Returns how much depends on it. */
  Urgency urgency() {
    return items.urgency();
  }

  void arrived(TransferRow row) {
    items.arrived(row);
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
