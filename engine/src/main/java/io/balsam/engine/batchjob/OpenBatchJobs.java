package io.balsam.engine.batchjob;

import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.store.SiteStore;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** BatchJobs that have not ended, and the count of events that call for a poll. */
public final class OpenBatchJobs {

  /** States of BatchJobs that have not ended. */
  public static final Set<BatchJobState> STATES =
      Arrays.stream(BatchJobState.values())
          .filter(state -> !state.terminal())
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toCollection(() -> EnumSet.noneOf(BatchJobState.class)),
                  Collections::unmodifiableSet));

  private final Map<Long, BatchJobInfo> rows = new TreeMap<>();
  private final Signal work = new Signal();
  private final CommitBatch batch;

  public OpenBatchJobs(SiteStore store, CommitBatch batch) {
    this.batch = batch;
    store.batchJobs(List.of(), STATES).forEach(this::put);
  }

  @Nullable BatchJobInfo get(long id) {
    return rows.get(id);
  }

  void put(BatchJobInfo row) {
    if (row.state().terminal()) {
      rows.remove(row.id());
    } else {
      rows.put(row.id(), row);
    }
  }

  /** Returns whether a BatchJob is to be deleted. On the event loop's thread. */
  public boolean deleting(long id) {
    BatchJobInfo row = rows.get(id);
    return row != null && row.state() == BatchJobState.PENDING_DELETION;
  }

  /**
   * Reports that a launcher of a BatchJob came or went: the state in the batch system may have
   * changed.
   */
  public void launcherChanged(long id) {
    if (rows.containsKey(id)) {
      work();
    }
  }

  void work() {
    batch.after(work::raise);
  }

  /** Returns how often a submission or a deletion was requested, or a launcher came or went. */
  public long workCount() {
    return work.count();
  }
}
