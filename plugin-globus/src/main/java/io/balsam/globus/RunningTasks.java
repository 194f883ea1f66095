package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that are worked on, each by a thread of its own, and how they have ended. The caller limits
 * their number.
 */
final class RunningTasks {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTasks.class);

  private final ExecutorService threads = Executors.newCachedThreadPool(Workers.daemons("gridftp"));
  private final Map<String, Future<?>> open = new ConcurrentHashMap<>();
  private final Map<String, TransferReport> ended =
      Collections.synchronizedMap(new RecentReports());
  private volatile Consumer<String> listener = task -> {};

  /** Sets who is told the ids of tasks that have ended. */
  void tellEnds(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Starts a task. */
  synchronized void start(String task, Supplier<TransferReport> work) {
    open.put(task, threads.submit(() -> run(task, work)));
  }

  Optional<TransferReport> report(String task) {
    TransferReport report = ended.get(task);
    if (report == null && open.containsKey(task)) {
      return Optional.of(TransferReport.of(TransferState.ACTIVE));
    }
    return Optional.ofNullable(report != null ? report : ended.get(task));
  }

  /** Interrupts a task, which ends its process. */
  void cancel(String task) {
    Future<?> running = open.get(task);
    if (running != null && running.cancel(true)) {
      end(task, TransferReport.failed(ErrorKind.TRANSIENT, "cancelled"));
    }
  }

  private void run(String task, Supplier<TransferReport> work) {
    TransferReport report;
    try {
      report = work.get();
    } catch (PluginException e) {
      report = TransferReport.failed(e.kind(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} has failed", task, e);
      report = TransferReport.failed(ErrorKind.INTERNAL, String.valueOf(e));
    }
    end(task, report);
  }

  private void end(String task, TransferReport report) {
    synchronized (this) {
      ended.putIfAbsent(task, report);
      open.remove(task);
    }
    listener.accept(task);
  }
}
