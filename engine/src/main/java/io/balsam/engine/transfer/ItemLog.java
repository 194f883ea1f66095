package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
import java.util.List;

/** Records how the items of transfers change. Called from any thread. */
interface ItemLog {

  /** Records rows in their new states. */
  void record(List<TransferRow> rows);

  /** Records a new task with its items, and runs code that may block when that is on disk. */
  void begin(TransferTaskRow task, List<TransferRow> rows, Runnable then);

  /** Records the id that its transfer has given to a task. */
  void identify(TransferTaskRow task);
}
