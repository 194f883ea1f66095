package io.balsam.engine.store;

import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.Collection;
import java.util.List;

/** Reads of the items that jobs move. */
public interface TransferStore {

  /** Returns the highest id of an item, 0 when there is none. */
  long lastTransferId();

  /** Returns the highest id of a task's row, 0 when there is none. */
  long lastTransferTaskId();

  /**
   * Returns the items of some jobs in one direction, by ascending id, in the states that were
   * written.
   */
  List<TransferRow> transfers(Collection<Long> jobs, Direction direction);

  /** Returns the items of a task by their positions. */
  List<TransferRow> submitted(String submission);

  /**
   * Returns figures of tasks that have ended, the latest first.
   *
   * @param items how many of the newest items are looked at
   * @param tasks maximum number of tasks
   */
  List<TaskFigures> recentTasks(int items, int tasks);

  /**
   * Returns the items that match. Those that have not arrived when their job ends are cancelled.
   */
  List<TransferItemView> transfers(TransferFilter filter);

  /** Returns the number of items that match; limit and offset are ignored. */
  long countTransfers(TransferFilter filter);
}
