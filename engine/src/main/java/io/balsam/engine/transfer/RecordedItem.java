package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.store.TransferRow;
import java.nio.file.Files;

/**
 * Item of a job's transfers with its row in the store.
 *
 * @param way name of the transfer that links or copies it on this machine; empty for one that is
 *     moved between this site and a location
 */
record RecordedItem(LocatedItem item, String way, TransferRow row) {

  /** Returns whether it is moved between this site and a location. */
  boolean located() {
    return way.isEmpty();
  }

  /** Returns whether it has arrived: in an earlier life of the engine. */
  boolean isThere() {
    return row.item().state() == TransferItemState.DONE
        && (!item.in() || Files.exists(item.here()));
  }

  /** Returns whether it was part of a task before. */
  boolean begun() {
    return !row.submission().isEmpty();
  }
}
