package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Items that one job moves at a time, and the sums of those that have arrived: its event tells
 * these, however many items there are. Thread-safe.
 */
final class StagedItems {

  private final List<RecordedItem> located;
  private final Urgency urgency;
  private final int items;
  private final long begun = System.nanoTime();
  private int arrived;
  private long files;
  private long bytes;
  private final Set<String> ways = new TreeSet<>();

  StagedItems(List<RecordedItem> all, Urgency urgency) {
    this.urgency = urgency;
    located = all.stream().filter(one -> one.slot().located()).toList();
    items = all.size();
  }

  /** Returns how much depends on them. */
  Urgency urgency() {
    return urgency;
  }

  /** Returns those that are moved between this site and a location. */
  List<RecordedItem> located() {
    return located;
  }

  /** Returns those of them that have not arrived; counts the others. */
  List<RecordedItem> open() {
    List<RecordedItem> open = new ArrayList<>();
    for (RecordedItem item : located) {
      if (item.isThere()) {
        arrived(item.row());
      } else {
        open.add(item);
      }
    }
    return open;
  }

  /** Counts an item that has arrived. */
  synchronized void arrived(TransferRow row) {
    arrived++;
    files += row.item().files();
    bytes += row.item().bytes();
    ways.add(row.item().way());
  }

  /** Returns the data of the event; empty without items. */
  synchronized Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (items > 0) {
      figures.put("items", items);
      figures.put("arrived", arrived);
      figures.put("files", files);
      figures.put("bytes", bytes);
      figures.put("via", List.copyOf(ways));
      figures.put("seconds", (System.nanoTime() - begun) / 1_000_000 / 1e3);
    }
    return figures;
  }
}
