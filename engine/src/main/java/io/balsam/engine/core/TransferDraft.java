package io.balsam.engine.core;

import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.TransferChanges;
import io.balsam.engine.store.TransferChanges.GaveUp;
import io.balsam.engine.store.TransferRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes to the items that jobs move, decided in one turn of the event loop. */
public final class TransferDraft {

  private long lastId;
  private List<TransferRow> created = new ArrayList<>();
  private List<TransferRow> changed = new ArrayList<>();
  private List<GaveUp> gaveUp = new ArrayList<>();

  TransferDraft(long lastId) {
    this.lastId = lastId;
  }

  /** Returns an id for a new item. */
  public long nextId() {
    return ++lastId;
  }

  /** Adds a new row. */
  public void created(TransferRow row) {
    created.add(row);
  }

  /** Adds rows that replace earlier ones. */
  public void changed(List<TransferRow> rows) {
    changed.addAll(rows);
  }

  /** Ends all open items of a job in one direction with an error. */
  public void gaveUp(long job, Direction direction, String error, Instant at) {
    gaveUp.add(new GaveUp(job, direction, error, at));
  }

  /** Returns everything so far and begins anew. */
  TransferChanges seal() {
    TransferChanges all = new TransferChanges(created, changed, gaveUp);
    if (all.isEmpty()) {
      return TransferChanges.NONE;
    }
    created = new ArrayList<>();
    changed = new ArrayList<>();
    gaveUp = new ArrayList<>();
    return all;
  }
}
