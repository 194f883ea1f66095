package io.balsam.globus;

import io.balsam.globus.api.Documents.Task;
import io.balsam.globus.api.TransferApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cancels tasks that can only wait. Globus goes on with a task for days after an error that
 * somebody has to mend; it is given up here once nothing else of it is left to do: when what is
 * pending are the items with such errors, or when nothing has moved for some minutes.
 */
final class StuckTasks {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TransferApi api;
  private final BatchRecords records;
  private final Clock clock;
  private final Map<String, Seen> tasks = new ConcurrentHashMap<>();

  StuckTasks(TransferApi api, BatchRecords records, Clock clock) {
    this.api = api;
    this.records = records;
    this.clock = clock;
  }

  /**
   * State of a task when it was last looked at.
   *
   * @param faults how many errors it had when they were read
   * @param lasting how many items have an error that lasts
   * @param since since when nothing has moved
   */
  private record Seen(long faults, int lasting, long bytes, long done, Instant since) {}

  /** Looks at an active task with errors; asks for them only if there are new ones. */
  void look(Task task) {
    String id = task.taskId();
    Seen before = tasks.get(id);
    int lasting =
        before == null || before.faults() != task.faults() ? lasting(id) : before.lasting();
    boolean still =
        before != null
            && before.bytes() == task.bytesTransferred()
            && before.done() == task.subtasksSucceeded();
    Instant since = still && before != null ? before.since() : clock.instant();
    tasks.put(
        id,
        new Seen(task.faults(), lasting, task.bytesTransferred(), task.subtasksSucceeded(), since));
    boolean onlyThose = task.subtasksPending() + task.subtasksRetrying() <= lasting;
    boolean forLong = since.plus(PATIENCE).isBefore(clock.instant());
    if (lasting > 0 && (onlyThose || forLong)) {
      api.cancel(id);
    }
  }

  void forget(String task) {
    tasks.remove(task);
  }

  private int lasting(String task) {
    return records
        .get(task)
        .map(entry -> new ItemFaults(entry.batch()).events(api.errors(task)).size())
        .orElse(0);
  }
}
