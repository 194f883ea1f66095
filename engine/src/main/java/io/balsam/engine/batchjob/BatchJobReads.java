package io.balsam.engine.batchjob;

import io.balsam.engine.store.Store;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads of BatchJobs. Service modules repeat them every few seconds, and BatchJobs change rarely,
 * so answers are kept until one does. From any thread.
 */
final class BatchJobReads {

  /** Number of BatchJobs of an answer that is kept, at most. */
  private static final int MOST_ROWS = 1_000;

  private static final int MOST_ANSWERS = 20;

  private record Filter(List<Long> ids, Set<BatchJobState> states) {}

  private final Store store;
  private final Map<Object, List<BatchJobInfo>> answers = new HashMap<>();
  private long changes;

  BatchJobReads(Store store) {
    this.store = store;
  }

  /** Returns the BatchJobs that match, as {@link Store#batchJobs} does. */
  List<BatchJobInfo> find(Collection<Long> ids, Set<BatchJobState> states) {
    return answer(
        new Filter(List.copyOf(ids), Set.copyOf(states)),
        () -> store.looking().batchJobs(ids, states));
  }

  /** Returns the last BatchJobs, as {@link Store#lastBatchJobs} does. */
  List<BatchJobInfo> last(int most) {
    return answer(most, () -> store.looking().lastBatchJobs(most));
  }

  private List<BatchJobInfo> answer(Object question, Supplier<List<BatchJobInfo>> read) {
    long before;
    synchronized (this) {
      before = changes;
      List<BatchJobInfo> known = answers.get(question);
      // While the store is away that is the answer.
      if (known != null && store.trouble().isEmpty()) {
        return known;
      }
    }
    List<BatchJobInfo> rows = List.copyOf(read.get());
    synchronized (this) {
      if (before == changes && rows.size() <= MOST_ROWS) {
        if (answers.size() == MOST_ANSWERS) {
          answers.clear();
        }
        answers.put(question, rows);
      }
    }
    return rows;
  }

  /** Notes that a change is on disk. */
  synchronized void changed() {
    changes++;
    answers.clear();
  }
}
