package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import java.util.ArrayList;
import java.util.List;

/** Consequences of one change of the queue. */
final class TransferTurn {

  private List<TransferRow> rows = new ArrayList<>();

  /** Transfers of jobs that have ended, whose listeners are called when the lock is free. */
  final List<JobTransfer> ended = new ArrayList<>();

  /** Adds an item in its new state. */
  void add(TransferEntry entry, TransferRow row) {
    if (!entry.forgotten()) {
      rows.add(entry.row(row));
    }
  }

  /** Records the items; under the lock, so that the changes of an item keep their order. */
  void record(ItemLog log) {
    if (!rows.isEmpty()) {
      log.record(rows);
      rows = new ArrayList<>();
    }
  }
}
