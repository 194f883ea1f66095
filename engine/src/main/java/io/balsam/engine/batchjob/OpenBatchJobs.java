package io.balsam.engine.batchjob;

import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.store.Store;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** BatchJobs that have not ended, and the news that the batch system has of them. */
public final class OpenBatchJobs {

  /** The states of BatchJobs that have not ended. */
  public static final Set<BatchJobState> STATES =
      Arrays.stream(BatchJobState.values())
          .filter(state -> !state.terminal())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(BatchJobState.class)));

  private final Map<Long, BatchJobInfo> rows = new TreeMap<>();
  private final Signal work = new Signal();
  private final CommitBatch batch;

  public OpenBatchJobs(Store store, CommitBatch batch) {
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

  /** Whether a BatchJob is to be deleted. On the loop's thread. */
  public boolean deleting(long id) {
    BatchJobInfo row = rows.get(id);
    return row != null && row.state() == BatchJobState.PENDING_DELETION;
  }

  /** A launcher of a BatchJob came or went: the batch system has news of it. */
  public void launcherChanged(long id) {
    if (rows.containsKey(id)) {
      work();
    }
  }

  void work() {
    batch.after(work::raise);
  }

  /** How often a submission or a deletion was asked for, or a launcher came or went. */
  public long workCount() {
    return work.count();
  }
}
