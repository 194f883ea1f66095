package io.balsam.globus;

import io.balsam.globus.api.Documents.Task;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferReport;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that Globus has ended: those that are being settled, and the reports on those that are. */
final class EndedTasks {

  private static final Logger LOG = LoggerFactory.getLogger(EndedTasks.class);
  private static final int THREADS = 4;

  private final Settlement settlement;
  private final Workers workers = new Workers("globus-settle", THREADS);
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<String, String> trouble = new ConcurrentHashMap<>();
  private final Map<String, TransferReport> reports =
      Collections.synchronizedMap(new RecentReports());

  EndedTasks(Settlement settlement) {
    this.settlement = settlement;
  }

  /** Returns how a task has ended, once it is settled. */
  Optional<TransferReport> report(String task) {
    return Optional.ofNullable(reports.get(task));
  }

  /**
   * Begins to settle a task, unless that has begun or is done.
   *
   * @return why somebody has to do something first, as the last attempt has found; else empty
   */
  String settle(Task task, BatchRecords.Entry entry) {
    if (busy.add(task.taskId())) {
      // It may have been settled since Globus was asked: its report comes before it is free again.
      if (reports.containsKey(task.taskId())) {
        busy.remove(task.taskId());
      } else {
        workers.submit(() -> attempt(task, entry));
      }
    }
    return trouble.getOrDefault(task.taskId(), "");
  }

  private void attempt(Task task, BatchRecords.Entry entry) {
    String id = task.taskId();
    try {
      reports.put(id, settlement.settle(task, entry));
      trouble.remove(id);
    } catch (PluginException e) {
      LOG.debug("{} is settled later", id, e);
      if (e.kind() == ErrorKind.SITE) {
        trouble.put(id, String.valueOf(e.getMessage()));
      }
    } catch (RuntimeException e) {
      LOG.error("{} cannot be settled", id, e);
      reports.put(id, TransferReport.failed(ErrorKind.INTERNAL, String.valueOf(e)));
    } finally {
      busy.remove(id);
    }
  }
}
