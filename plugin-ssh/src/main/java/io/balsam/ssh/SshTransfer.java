package io.balsam.ssh;

import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tasks of one way, each on a thread of its own: the caller limits their number. A task is known as
 * long as this process lives, and until many later ones have ended.
 */
final class SshTransfer implements Transfer {

  private static final int REMEMBERED = 10_000;

  private final Way way;
  private final Supplier<Optional<String>> missing;
  private final ExecutorService threads;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private volatile Consumer<String> ended = task -> {};

  /**
   * Creates a transfer.
   *
   * @param name name of the way
   * @param missing tells which program is not installed
   */
  SshTransfer(String name, Way way, Supplier<Optional<String>> missing) {
    this.way = way;
    this.missing = missing;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Optional<String> unavailable() {
    return missing.get();
  }

  @Override
  public String submit(List<TransferItem> items) {
    return submit(newSubmission(), items);
  }

  @Override
  public String submit(String submission, List<TransferItem> items) {
    synchronized (tasks) {
      Task known = tasks.get(submission);
      if (known == null || known.report().state() == TransferState.FAILED) {
        tasks.remove(submission);
        forget();
        Task task = new Task(way, List.copyOf(items));
        tasks.put(submission, task);
        task.start(threads, () -> ended.accept(submission));
      }
    }
    return submission;
  }

  /** Forgets the oldest tasks that have ended, when there are too many. */
  private void forget() {
    int surplus = tasks.size() - REMEMBERED;
    var oldest = tasks.values().iterator();
    while (surplus-- > 0 && oldest.hasNext()) {
      if (oldest.next().report().state() != TransferState.ACTIVE) {
        oldest.remove();
      }
    }
  }

  @Override
  public Map<String, TransferReport> status(Collection<String> taskIds) {
    Map<String, TransferReport> reports = new HashMap<>();
    synchronized (tasks) {
      for (String id : taskIds) {
        Task task = tasks.get(id);
        reports.put(id, task == null ? TransferReport.of(TransferState.UNKNOWN) : task.report());
      }
    }
    return reports;
  }

  @Override
  public boolean tellEnds(Consumer<String> listener) {
    ended = listener;
    return true;
  }

  @Override
  public void cancel(String taskId) {
    Task task;
    synchronized (tasks) {
      task = tasks.get(taskId);
    }
    if (task != null) {
      task.cancel();
    }
  }
}
