package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Batch that is being moved, or has been. */
final class Task {

  private static final Logger LOG = LoggerFactory.getLogger(Task.class);

  private final Way way;
  private final List<TransferItem> items;
  private final FutureTask<Void> work = new FutureTask<>(this::run, null);
  private TransferReport report = TransferReport.of(TransferState.ACTIVE);

  Task(Way way, List<TransferItem> items) {
    this.way = way;
    this.items = items;
  }

  /**
   * Starts it.
   *
   * @param ended called once it has ended
   */
  void start(ExecutorService threads, Runnable ended) {
    threads.execute(
        () -> {
          work.run();
          ended.run();
        });
  }

  synchronized TransferReport report() {
    return report;
  }

  /** Ends the task, if it has not ended; its processes are killed. */
  void cancel() {
    end(TransferReport.failed(ErrorKind.TRANSIENT, "cancelled"));
    work.cancel(true);
  }

  private synchronized void end(TransferReport end) {
    if (report.state() == TransferState.ACTIVE) {
      report = end;
    }
  }

  private void run() {
    Plan plan = Plan.of(items);
    Moved moved = new Moved(0, 0, plan.faults());
    for (Group group : plan.groups()) {
      try {
        moved = moved.plus(way.move(group));
      } catch (PluginException e) {
        moved = moved.plus(failed(group, e.kind(), String.valueOf(e.getMessage())));
      } catch (IOException e) {
        String reason = Reasons.of(e);
        moved = moved.plus(failed(group, Reasons.kind(reason), reason));
      } catch (RuntimeException e) {
        LOG.error("moving files from or to {} failed", group.host().label(), e);
        moved = moved.plus(failed(group, ErrorKind.INTERNAL, e.toString()));
      }
    }
    end(report(plan, moved));
  }

  private static Moved failed(Group group, ErrorKind kind, String message) {
    List<TransferFault> faults = new ArrayList<>();
    group.entries().forEach(entry -> faults.add(new TransferFault(entry.item(), kind, message)));
    return new Moved(0, 0, faults);
  }

  /** Returns a failure when one thing has kept all items of a batch. */
  private TransferReport report(Plan plan, Moved moved) {
    List<TransferFault> faults = moved.faults();
    boolean whole =
        plan.faults().isEmpty() && plan.groups().size() == 1 && faults.size() == items.size();
    if (whole && faults.stream().map(TransferFault::message).distinct().count() == 1) {
      return TransferReport.failed(faults.get(0).kind(), faults.get(0).message());
    }
    return TransferReport.done(moved.bytes(), moved.files(), faults);
  }
}
