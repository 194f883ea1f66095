package io.balsam.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Moves files in batches. Called from several threads. */
public interface Transfer {

  /**
   * Starts to move a batch.
   *
   * @param items not empty; independent of each other
   * @return id of the task, unique within this transfer
   * @throws PluginException whose kind says whether a retry makes sense
   */
  String submit(List<TransferItem> items);

  /**
   * Returns the progress of tasks; many in one call, because a remote service answers slowly.
   *
   * @return a report for every id asked for; {@link TransferState#UNKNOWN} for an unknown id
   */
  Map<String, TransferReport> status(Collection<String> taskIds);

  /** Cancels a task. Files already moved stay. Unknown ids are ignored. */
  void cancel(String taskId);
}
