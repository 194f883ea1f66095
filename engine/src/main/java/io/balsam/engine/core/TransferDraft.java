package io.balsam.engine.core;

import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.TransferChanges;
import io.balsam.engine.store.TransferChanges.Begun;
import io.balsam.engine.store.TransferChanges.GaveUp;
import io.balsam.engine.store.TransferChanges.Placed;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferStore;
import io.balsam.engine.store.TransferTaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Changes to the items that jobs move, decided in one turn of the event loop. */
public final class TransferDraft {

  private final AtomicLong lastId;
  private long lastTask;
  private List<Begun> begun = new ArrayList<>();
  private List<Placed> created = new ArrayList<>();
  private List<TransferRow> named = new ArrayList<>();
  private List<Placed> submitted = new ArrayList<>();
  private List<TransferTaskRow> identified = new ArrayList<>();
  private final Map<Long, TransferRow> changed = new LinkedHashMap<>();
  private List<GaveUp> gaveUp = new ArrayList<>();

  TransferDraft(TransferStore store) {
    lastId = new AtomicLong(store.lastTransferId());
    lastTask = store.lastTransferTaskId();
  }

  /** Returns an id for a new item. From any thread. */
  public long nextId() {
    return lastId.incrementAndGet();
  }

  /** Writes rows in their new states; those that the store does not have are created. */
  public void changed(List<TransferRow> rows) {
    for (TransferRow row : rows) {
      if (row.stored()) {
        changed.put(row.id(), row);
      } else {
        created.add(new Placed(row, 0));
      }
    }
  }

  /** Writes the paths of rows. */
  public void named(List<TransferRow> rows) {
    named.addAll(rows);
  }

  /** Writes a new task with the rows of its items. */
  public void begun(TransferTaskRow task, List<TransferRow> rows) {
    long id = ++lastTask;
    begun.add(new Begun(id, task));
    for (TransferRow row : rows) {
      if (row.stored()) {
        // What became of the item before is of no account any more.
        changed.remove(row.id());
        submitted.add(new Placed(row, id));
      } else {
        created.add(new Placed(row, id));
      }
    }
  }

  /** Writes the id that the transfer has given to a task. */
  public void identified(TransferTaskRow task) {
    identified.add(task);
  }

  /** Ends all open items of a job in one direction with an error. */
  public void gaveUp(long job, Direction direction, String error, Instant at) {
    gaveUp.add(new GaveUp(job, direction, error, at));
  }

  /** Returns everything so far and begins anew. */
  TransferChanges seal() {
    TransferChanges all =
        new TransferChanges(
            begun, created, named, submitted, identified, List.copyOf(changed.values()), gaveUp);
    if (all.isEmpty()) {
      return TransferChanges.NONE;
    }
    begun = new ArrayList<>();
    created = new ArrayList<>();
    named = new ArrayList<>();
    submitted = new ArrayList<>();
    identified = new ArrayList<>();
    changed.clear();
    gaveUp = new ArrayList<>();
    return all;
  }
}
