package io.balsam.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Moves files, a batch at a time. Called from several threads. */
public interface Transfer {

  /**
   * Starts to move a batch.
   *
   * @param items not empty; independent of each other
   * @return the task's id, unique within this transfer
   * @throws PluginException the kind says whether another try makes sense
   */
  String submit(List<TransferItem> items);

  /**
   * How tasks are getting on; many at once, since a remote service answers slowly.
   *
   * @return a report for every id asked for; {@link TransferState#UNKNOWN} for one never heard of
   */
  Map<String, TransferReport> status(Collection<String> taskIds);

  /** Gives a task up. Files moved already stay. Unknown ids are ignored. */
  void cancel(String taskId);
}
