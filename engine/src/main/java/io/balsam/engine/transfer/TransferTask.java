package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferRow.Choice;
import io.balsam.engine.text.Count;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Items of several jobs that one transfer moves together. */
final class TransferTask {

  private static final Logger LOG = LoggerFactory.getLogger(TransferTask.class);

  /** Most answers in a row that the transfer does not have the task. */
  private static final int MOST_UNKNOWN = 10;

  private final Way way;
  private final Transfer transfer;
  private final List<TransferEntry> entries;
  private final Choice choice;
  private final boolean adopted;
  private volatile String submission;
  private volatile String id = "";
  private volatile long begun;
  private volatile int unknown;
  private volatile TransferReport last = TransferReport.of(TransferState.ACTIVE);

  /**
   * Creates a task.
   *
   * @param choice why this way is taken
   * @param submission the submission that it was begun with before the engine was started; empty
   *     for a new task
   */
  TransferTask(
      Way way, Transfer transfer, List<TransferEntry> entries, Choice choice, String submission) {
    this.choice = choice;
    this.way = way;
    this.transfer = transfer;
    this.entries = List.copyOf(entries);
    this.submission = submission;
    adopted = !submission.isEmpty();
    entries.forEach(TransferEntry::tried);
  }

  /** Returns whether it was begun before the engine was started. */
  boolean adopted() {
    return adopted;
  }

  Way way() {
    return way;
  }

  Transfer transfer() {
    return transfer;
  }

  /** Returns the transfer's id of the task; empty before it was submitted. */
  String id() {
    return id;
  }

  List<TransferEntry> entries() {
    return entries;
  }

  /** Returns the rows that must be on disk before it is submitted. */
  List<TransferRow> intent(Instant now) {
    submission = transfer.newSubmission();
    begun = System.nanoTime();
    List<TransferRow> rows = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      TransferEntry entry = entries.get(i);
      String url = way.url().at(entry.item().place().path());
      rows.add(entry.row(entry.row().submitted(choice, url, submission, i, entries.size(), now)));
    }
    return rows;
  }

  /** Returns the id of its submission; empty before {@link #intent}. */
  String submission() {
    return submission;
  }

  void submit() {
    List<TransferItem> items = entries.stream().map(entry -> entry.item().by(way)).toList();
    id = transfer.submit(submission, items);
    LOG.debug("{} task {}: {} items", way.name(), id, entries.size());
  }

  /**
   * Returns the rows with its id that are to be recorded: none where it is the submission's, since
   * the ends of the items tell it soon enough.
   */
  List<TransferRow> identified() {
    List<TransferRow> rows =
        entries.stream().map(entry -> entry.row(entry.row().task(id))).toList();
    return id.equals(submission) ? List.of() : rows;
  }

  /** Returns what it has taken until now; empty for one that was begun by an earlier engine. */
  Optional<TaskFigures> figures(Collection<ItemSize> sizes) {
    if (adopted) {
      return Optional.empty();
    }
    return Optional.of(
        new TaskFigures(
            way.name(),
            entries.get(0).item().place().name(),
            entries.size(),
            sizes.stream().mapToLong(ItemSize::files).sum(),
            sizes.stream().mapToLong(ItemSize::bytes).sum(),
            Duration.ofNanos(System.nanoTime() - begun)));
  }

  /** Returns the sizes of its items here, but for some. */
  Map<TransferEntry, ItemSize> sizes(Set<Integer> others) {
    Map<TransferEntry, ItemSize> sizes = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!others.contains(i)) {
        sizes.put(entries.get(i), ItemSize.of(entries.get(i).item().here()));
      }
    }
    return sizes;
  }

  /** Notes how far it is; returns whether it has been suspended or goes on again. */
  boolean report(TransferReport now) {
    boolean turned = suspended() != (now.state() == TransferState.INACTIVE);
    last = now;
    unknown = 0;
    return turned;
  }

  private boolean suspended() {
    return last.state() == TransferState.INACTIVE;
  }

  /** Returns the rows in the state of its last report. */
  List<TransferRow> reported() {
    TransferItemState state = suspended() ? TransferItemState.INACTIVE : TransferItemState.ACTIVE;
    String why = suspended() ? last.message() : "";
    return entries.stream().map(entry -> entry.row(entry.row().in(state, why))).toList();
  }

  /** Counts an answer that the transfer does not have it; returns whether it must be lost. */
  boolean isLost() {
    return ++unknown >= MOST_UNKNOWN;
  }

  /** Returns how many of its items belong to a job. */
  long itemsOf(long job) {
    return entries.stream().filter(entry -> entry.of().job() == job).count();
  }

  /** Returns whether the jobs of all its items have ended meanwhile. */
  boolean useless() {
    return entries.stream().allMatch(entry -> entry.of().cancelled());
  }

  void cancel() {
    if (id.isEmpty()) {
      return;
    }
    try {
      transfer.cancel(id);
    } catch (PluginException e) {
      LOG.warn("{} task {} cannot be cancelled: {}", way.name(), id, e.getMessage());
    }
  }

  /** Returns how far it is, for users. */
  String progress() {
    TransferReport now = last;
    StringBuilder text =
        new StringBuilder()
            .append(Count.of(entries.size(), "item"))
            .append(" by ")
            .append(way.name())
            .append(entries.get(0).item().in() ? " from " : " to ")
            .append(way.url())
            .append(", chosen by time: ")
            .append(choice.why());
    if (now.files() > 0) {
      text.append(", files so far: ").append(now.files());
    }
    if (suspended()) {
      text.append(", suspended");
    }
    return text + (now.message().isEmpty() ? "" : ": " + now.message());
  }
}
