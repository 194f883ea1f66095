package io.balsam.globus;

import io.balsam.globus.api.Documents;
import io.balsam.globus.api.Documents.Task;
import io.balsam.globus.api.Tokens;
import io.balsam.globus.api.TransferApi;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferLogin;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves files by tasks of Globus. A task that Globus has ended is settled on a thread of its own
 * and until then still active.
 */
final class GlobusTransfer implements Transfer {

  private final TransferApi api;
  private final Tokens tokens;
  private final GlobusSettings settings;
  private final Clock clock;
  private final BatchRecords records;
  private final StuckTasks stuck;
  private final EndedTasks ended;

  GlobusTransfer(
      TransferApi api, Tokens tokens, GlobusSettings settings, BatchRecords records, Clock clock) {
    this.api = api;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
    this.records = records;
    this.stuck = new StuckTasks(api, records, clock);
    this.ended = new EndedTasks(new Settlement(api, records));
  }

  @Override
  public Optional<String> unavailable() {
    return tokens.unavailable();
  }

  @Override
  public Optional<TransferLogin> login() {
    return settings.login().begin();
  }

  @Override
  public String newSubmission() {
    return api.newSubmission();
  }

  @Override
  public String submit(List<TransferItem> items) {
    return submit(newSubmission(), items);
  }

  @Override
  public String submit(String submission, List<TransferItem> items) {
    Batch batch =
        Batch.of(submission, items, settings.endpoint(), settings.paths(), settings.renames());
    Documents.TransferRequest request =
        new Documents.TransferRequest(
            submission,
            batch.source(),
            batch.destination(),
            settings.label(),
            settings.options(batch.checksum(), batch.direct(), clock.instant()),
            batch.parcels().stream()
                .map(p -> new Documents.Item(p.source(), p.fresh(), p.recursive()))
                .toList());
    String task = api.transfer(request).taskId();
    if (records.get(task).isEmpty()) {
      records.put(new BatchRecords.Entry(task, batch, null));
      records.forget(clock.instant());
    }
    return task;
  }

  @Override
  public Map<String, TransferReport> status(Collection<String> taskIds) {
    Map<String, TransferReport> reports = new HashMap<>();
    List<String> open = new ArrayList<>();
    for (String id : taskIds) {
      Optional<TransferReport> known = ended.report(id);
      reports.put(id, known.orElseGet(() -> TransferReport.of(TransferState.UNKNOWN)));
      if (known.isEmpty() && GlobusUrl.isCollection(id)) {
        open.add(id);
      }
    }
    if (!open.isEmpty()) {
      api.tasks(open).forEach((id, task) -> reports.put(id, look(task)));
    }
    return reports;
  }

  @Override
  public void cancel(String taskId) {
    if (GlobusUrl.isCollection(taskId) && ended.report(taskId).isEmpty()) {
      api.cancel(taskId);
      // What it has brought is settled, and the rest removed.
      status(List.of(taskId));
    }
  }

  private TransferReport look(Task task) {
    return switch (task.status()) {
      case "SUCCEEDED", "FAILED" -> settle(task);
      case "INACTIVE" -> progress(TransferState.INACTIVE, task, inactive(task));
      case "ACTIVE" -> {
        if (task.isPaused()) {
          yield progress(TransferState.INACTIVE, task, "paused by a manager of a collection");
        }
        if (task.faults() > 0) {
          stuck.look(task);
        }
        yield progress(TransferState.ACTIVE, task, "");
      }
      default -> TransferReport.of(TransferState.UNKNOWN);
    };
  }

  private TransferReport settle(Task task) {
    stuck.forget(task.taskId());
    Optional<BatchRecords.Entry> entry = records.get(task.taskId());
    if (entry.isEmpty()) {
      return TransferReport.failed(
          ErrorKind.TRANSIENT, "this site has no record of what the task was to bring");
    }
    String trouble = ended.settle(task, entry.get());
    TransferState state = trouble.isEmpty() ? TransferState.ACTIVE : TransferState.INACTIVE;
    return ended.report(task.taskId()).orElseGet(() -> progress(state, task, trouble));
  }

  private static String inactive(Task task) {
    return "a collection wants you to log in again: https://app.globus.org/activity/%s, then: balsam transfer login globus"
        .formatted(task.taskId());
  }

  /** Returns a report with Globus's own words for what a task is at. */
  private static TransferReport progress(TransferState state, Task task, String message) {
    @Nullable String words = task.niceStatusShortDescription();
    String own =
        Objects.requireNonNullElse(words, task.niceStatus() == null ? "" : task.niceStatus());
    boolean plain = own.isEmpty() || own.equalsIgnoreCase("OK");
    String all = plain ? message : message.isEmpty() ? own : message + " (" + own + ")";
    return new TransferReport(
        state,
        all,
        ErrorKind.TRANSIENT,
        task.bytesTransferred(),
        task.filesTransferred(),
        List.of());
  }
}
