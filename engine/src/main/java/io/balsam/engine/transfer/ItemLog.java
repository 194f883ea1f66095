package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import java.util.List;

/** Records how the items of transfers change. Called from any thread. */
interface ItemLog {

  /** Records rows in their new states. */
  void record(List<TransferRow> rows);

  /** Records rows, and runs code that may block when they are on disk. */
  void record(List<TransferRow> rows, Runnable then);
}
