package io.balsam.engine.transfer;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.TransferDraft;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.TransferRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of the items that jobs move: found again, made, and changed. Thread-safe. */
final class ItemRecords implements ItemLog {

  /** Properties that tell an item from the others of its job. */
  private record Key(String slot, String location, String remotePath, String localPath) {}

  private final EngineParts parts;

  ItemRecords(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Finds the rows of all items of a plan that fill or empty slots. What a pattern has turned out
   * to mean gets rows of its own.
   *
   * @param then receives the items with their rows, on a thread that may block, when the rows are
   *     on disk
   */
  void find(long job, TransferPlan plan, Consumer<List<RecordedItem>> then) {
    if (plan.slots().isEmpty()) {
      then.accept(List.of());
      return;
    }
    List<TransferRow> left = new ArrayList<>(parts.store.transfers(job));
    List<Optional<TransferRow>> rows = same(plan, left);
    if (rows.stream().allMatch(Optional::isPresent)) {
      then.accept(recorded(plan, rows.stream().map(Optional::orElseThrow).toList()));
      return;
    }
    parts.loop.post(
        () -> {
          List<RecordedItem> all = recorded(plan, completed(job, plan, rows, left));
          parts.batch.after(() -> parts.files.execute(() -> then.accept(all)));
        });
  }

  /** Takes the rows that are those of the plan's items, where there are any. */
  private static List<Optional<TransferRow>> same(TransferPlan plan, List<TransferRow> left) {
    Map<Key, Deque<TransferRow>> byKey = new HashMap<>();
    for (TransferRow row : left) {
      byKey.computeIfAbsent(key(row), key -> new ArrayDeque<>()).add(row);
    }
    List<Optional<TransferRow>> found = new ArrayList<>();
    for (SlotItem one : plan.slots()) {
      Deque<TransferRow> rows = byKey.get(key(one.item(), plan));
      Optional<TransferRow> row = Optional.ofNullable(rows == null ? null : rows.poll());
      row.ifPresent(left::remove);
      found.add(row);
    }
    return found;
  }

  /** Gives rows to the items that have none: the slot's row from the submission, or new ones. */
  private List<TransferRow> completed(
      long job, TransferPlan plan, List<Optional<TransferRow>> rows, List<TransferRow> left) {
    TransferDraft draft = parts.batch.transfers;
    List<TransferRow> all = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      LocatedItem item = plan.slots().get(i).item();
      Key key = key(item, plan);
      TransferRow known = rows.get(i).orElse(null);
      if (known == null) {
        known = unnamed(item, left);
        if (known == null) {
          known =
              TransferRows.fresh(draft.nextId(), job, item.slot(), item.place(), parts.batch.now())
                  .named(key.remotePath(), key.localPath());
          draft.created(known);
        } else {
          left.remove(known);
          known = known.named(key.remotePath(), key.localPath());
          draft.changed(List.of(known));
        }
      }
      all.add(known);
    }
    return all;
  }

  private static @Nullable TransferRow unnamed(LocatedItem item, List<TransferRow> left) {
    for (TransferRow row : left) {
      if (row.submission().isEmpty()
          && !row.item().state().terminal()
          && row.item().slot().equals(item.slot().name())
          && row.item().location().equals(item.place().name())) {
        return row;
      }
    }
    return null;
  }

  private static List<RecordedItem> recorded(TransferPlan plan, List<TransferRow> rows) {
    List<RecordedItem> all = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      SlotItem one = plan.slots().get(i);
      all.add(new RecordedItem(one.item(), one.way(), rows.get(i)));
    }
    return all;
  }

  private static Key key(TransferRow row) {
    return new Key(
        row.item().slot(), row.item().location(), row.item().remotePath(), row.item().localPath());
  }

  private static Key key(LocatedItem item, TransferPlan plan) {
    return new Key(
        item.slot().name(),
        item.place().name(),
        item.place().path(),
        plan.workdir().relativize(item.here()).toString());
  }

  /** Returns the rows of items that were linked or copied on this machine, as arrived. */
  static List<TransferRow> arrived(List<RecordedItem> items, Instant now) {
    List<TransferRow> rows = new ArrayList<>();
    for (RecordedItem one : items) {
      if (!one.located()) {
        ItemSize size = ItemSize.of(one.item().here());
        rows.add(one.row().arrived(one.way(), size.bytes(), size.files(), now));
      }
    }
    return rows;
  }

  /** Ends the open items of a job in one direction. On the event loop's thread. */
  void gaveUp(long job, boolean in, String error) {
    parts.batch.transfers.gaveUp(job, in ? Direction.IN : Direction.OUT, error, parts.batch.now());
  }

  @Override
  public void record(List<TransferRow> rows) {
    if (!rows.isEmpty()) {
      parts.loop.post(() -> parts.batch.transfers.changed(rows));
    }
  }

  @Override
  public void record(List<TransferRow> rows, Runnable then) {
    parts.loop.post(
        () -> {
          parts.batch.transfers.changed(rows);
          parts.batch.after(() -> parts.files.execute(then));
        });
  }
}
