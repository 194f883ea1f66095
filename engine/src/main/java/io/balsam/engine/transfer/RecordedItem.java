package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.store.TransferRow;
import java.nio.file.Files;

/** Item of a job's transfers with its row in the store. */
record RecordedItem(SlotItem slot, TransferRow row) {

  LocatedItem item() {
    return slot.item();
  }

  /** Returns whether it has arrived: in an earlier life of the engine. */
  boolean isThere() {
    return row.item().state() == TransferItemState.DONE
        && (!item().in() || Files.exists(item().here()));
  }

  /** Returns whether it was part of a task before. */
  boolean begun() {
    return !row.submission().isEmpty();
  }
}
