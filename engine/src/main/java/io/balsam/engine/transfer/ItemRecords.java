package io.balsam.engine.transfer;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of the items that jobs move: found again, made, and changed. Thread-safe. */
final class ItemRecords implements ItemLog {

  /** Properties that tell an item from the others of its job. */
  private record Key(String slot, String location, String remotePath, String localPath) {}

  /** Slot with the location of an item. */
  private record SlotAt(String slot, String location) {

    static SlotAt of(TransferRow row) {
      return new SlotAt(row.item().slot(), row.item().location());
    }

    static SlotAt of(LocatedItem item) {
      return new SlotAt(item.slot().name(), item.place().name());
    }
  }

  private final EngineParts parts;

  ItemRecords(EngineParts parts) {
    this.parts = parts;
  }

  /** Reads the rows of jobs in one direction. On a thread that may block. */
  Map<Long, List<TransferRow>> read(Collection<Long> jobs, Direction direction) {
    return jobs.isEmpty()
        ? Map.of()
        : parts.store.transfers(jobs, direction).stream()
            .collect(Collectors.groupingBy(TransferRow::job));
  }

  /**
   * Returns all items of a plan that fill or empty slots, with their rows. What a pattern has
   * turned out to mean gets rows of its own, which are recorded when something happens to them.
   *
   * @param rows those of the job
   */
  List<RecordedItem> of(long job, TransferPlan plan, List<TransferRow> rows) {
    Map<Key, TransferRow> byKey = new HashMap<>();
    rows.forEach(row -> byKey.putIfAbsent(key(row), row));
    List<RecordedItem> items = new ArrayList<>();
    List<SlotItem> unknown = new ArrayList<>();
    for (SlotItem slot : plan.slots()) {
      TransferRow row = byKey.remove(key(slot.item(), plan));
      if (row == null) {
        unknown.add(slot);
      } else {
        items.add(new RecordedItem(slot, row));
      }
    }
    if (!unknown.isEmpty()) {
      items.addAll(named(job, plan, unknown, byKey.values()));
    }
    return items;
  }

  /** Gives rows to items that have none: those that their slots have left, or new ones. */
  private List<RecordedItem> named(
      long job, TransferPlan plan, List<SlotItem> items, Collection<TransferRow> left) {
    Map<SlotAt, Deque<TransferRow>> open = new HashMap<>();
    left.stream()
        .filter(row -> row.task() == null && !row.item().state().terminal())
        .sorted(Comparator.comparingLong(TransferRow::id))
        .forEach(row -> open.computeIfAbsent(SlotAt.of(row), key -> new ArrayDeque<>()).add(row));
    List<RecordedItem> all = new ArrayList<>();
    List<TransferRow> renamed = new ArrayList<>();
    for (SlotItem one : items) {
      LocatedItem item = one.item();
      Key key = key(item, plan);
      Deque<TransferRow> rows = open.getOrDefault(SlotAt.of(item), new ArrayDeque<>());
      TransferRow row = rows.isEmpty() ? fresh(job, item) : rows.remove();
      TransferRow named = row.named(key.remotePath(), key.localPath());
      if (named.stored()) {
        renamed.add(named);
      }
      all.add(new RecordedItem(one, named));
    }
    if (!renamed.isEmpty()) {
      parts.loop.soon(() -> parts.batch.transfers.named(renamed));
    }
    return all;
  }

  private TransferRow fresh(long job, LocatedItem item) {
    long id = parts.batch.transfers.nextId();
    return TransferRows.fresh(id, job, item.slot(), item.place(), parts.clock.instant());
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
      if (!one.slot().located()) {
        ItemSize size = ItemSize.of(one.item().here());
        rows.add(one.row().arrived(one.slot().way(), size.bytes(), size.files(), now));
      }
    }
    return rows;
  }

  /** Ends the open items of a job in one direction. On the event loop's thread. */
  void gaveUp(long job, Direction direction, String error) {
    parts.batch.transfers.gaveUp(job, direction, error, parts.batch.now());
  }

  @Override
  public void record(List<TransferRow> rows) {
    if (!rows.isEmpty()) {
      parts.loop.post(() -> parts.batch.transfers.changed(rows));
    }
  }

  @Override
  public void begin(TransferTaskRow task, List<TransferRow> rows, Runnable then) {
    parts.loop.post(
        () -> {
          parts.batch.transfers.begun(task, rows);
          parts.batch.after(() -> parts.files.execute(then));
        });
  }

  @Override
  public void identify(TransferTaskRow task) {
    parts.loop.soon(() -> parts.batch.transfers.identified(task));
  }
}
