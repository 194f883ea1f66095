package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Items of several jobs that one transfer moves together. */
final class TransferTask {

  /**
   * Reason why a task goes by its way.
   *
   * @param estimate time that it will take
   * @param why times that were compared, for people
   */
  record Choice(Duration estimate, String why) {}

  private static final Logger LOG = LoggerFactory.getLogger(TransferTask.class);

  /** Most answers in a row that the transfer does not have the task. */
  private static final int MOST_UNKNOWN = 10;

  private final Way way;
  private final Transfer transfer;
  private final List<TransferEntry> entries;
  private final Choice choice;
  private final boolean adopted;
  private volatile @Nullable TransferTaskRow row;
  private volatile String id = "";
  private volatile long begun;
  private volatile int unknown;
  private volatile TransferReport last = TransferReport.of(TransferState.ACTIVE);

  /** Creates a new task. */
  TransferTask(Way way, Transfer transfer, List<TransferEntry> entries, Choice choice) {
    this(way, transfer, entries, choice, null);
  }

  private TransferTask(
      Way way,
      Transfer transfer,
      List<TransferEntry> entries,
      Choice choice,
      @Nullable TransferTaskRow row) {
    this.choice = choice;
    this.way = way;
    this.transfer = transfer;
    this.entries = List.copyOf(entries);
    this.row = row;
    adopted = row != null;
    entries.forEach(TransferEntry::tried);
  }

  /** Returns a task that was begun before the engine was started. */
  static TransferTask adopted(
      Way way, Transfer transfer, List<TransferEntry> entries, TransferTaskRow row) {
    return new TransferTask(way, transfer, entries, new Choice(row.estimate(), row.choice()), row);
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

  /**
   * Begins it: before it is submitted, it must be on disk with its items.
   *
   * @return the rows of its items
   */
  List<TransferRow> begin(Instant now) {
    begun = System.nanoTime();
    int items = entries.size();
    TransferTaskRow of =
        new TransferTaskRow(
            transfer.newSubmission(),
            "",
            way.name(),
            way.url().at(""),
            items,
            choice.estimate(),
            choice.why(),
            now);
    row = of;
    List<TransferRow> rows = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      TransferEntry entry = entries.get(i);
      if (!entry.forgotten()) {
        rows.add(entry.row(entry.row().submitted(of, i)));
      }
    }
    return rows;
  }

  /** Returns the id of its submission; empty before it was begun. */
  String submission() {
    TransferTaskRow of = row;
    return of == null ? "" : of.submission();
  }

  /** Returns its row. Only once it was begun. */
  TransferTaskRow row() {
    return Objects.requireNonNull(row, "a task that was not begun");
  }

  void submit() {
    List<TransferItem> items = entries.stream().map(entry -> entry.item().by(way)).toList();
    id = transfer.submit(submission(), items);
    LOG.debug("{} task {}: {} items", way.name(), id, entries.size());
  }

  /** Returns its row with the id that the transfer has given to it. */
  TransferTaskRow identified() {
    TransferTaskRow of = row().identified(id);
    row = of;
    entries.forEach(entry -> entry.row(entry.row().identified(of)));
    return of;
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
