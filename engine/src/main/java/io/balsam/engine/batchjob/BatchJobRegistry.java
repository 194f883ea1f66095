package io.balsam.engine.batchjob;

import io.balsam.engine.api.BatchJobTrial;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.Principal;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.EventLoop;
import io.balsam.engine.lifecycle.BatchJobLife;
import io.balsam.engine.store.Store;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The BatchJobs of a site. Those that have not ended are in memory, on the event loop's thread. */
public final class BatchJobRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(BatchJobRegistry.class);

  /** Listener that manages the launchers in BatchJobs; called on the event loop's thread. */
  public interface LauncherListener {

    /** Listener of an engine without launchers. */
    LauncherListener NONE =
        new LauncherListener() {
          @Override
          public void drain(long batchJob) {}

          @Override
          public void ended(long batchJob) {}
        };

    /** Drains the launchers of a BatchJob that is to be deleted: they end all jobs and close. */
    void drain(long batchJob);

    /** Reports that the BatchJob has ended: whatever its launchers still hold is lost. */
    void ended(long batchJob);
  }

  private final Store store;
  private final @Nullable SitePolicy rules;
  private final CommitBatch batch;
  private final EventLoop loop;
  private final LauncherListener launchers;
  private final OpenBatchJobs open;
  private final BatchJobReads reads;
  private long lastId;

  public BatchJobRegistry(
      Store store,
      @Nullable SitePolicy rules,
      CommitBatch batch,
      EventLoop loop,
      OpenBatchJobs open,
      LauncherListener launchers) {
    this.store = store;
    this.rules = rules;
    this.batch = batch;
    this.loop = loop;
    this.open = open;
    reads = new BatchJobReads(store);
    this.launchers = launchers;
    lastId = store.lastBatchJobId();
  }

  /** Returns the operations on behalf of a principal. From any thread. */
  public BatchJobs as(Principal principal) {
    return new BatchJobs() {
      @Override
      public List<BatchJobInfo> find(List<Long> ids, Set<BatchJobState> states) {
        return reads.find(ids, states);
      }

      @Override
      public List<BatchJobInfo> submit(List<BatchJobRequest> requests) {
        List<BatchJobRequest> checked = BatchJobPolicy.of(rules).check(requests);
        return loop.ask(() -> checked.stream().map(request -> add(principal, request)).toList());
      }

      @Override
      public List<BatchJobTrial> check(List<BatchJobRequest> requests) {
        List<BatchJobRequest> checked = BatchJobPolicy.of(rules).check(requests);
        QueueWaits waits = waits(loop.ask(batch::now));
        return checked.stream()
            .map(
                one ->
                    new BatchJobTrial(
                        one, waits.expected(one.queue(), one.nodes(), one.wallMinutes())))
            .toList();
      }

      @Override
      public CommandResult delete(List<Long> ids) {
        return BatchJobRegistry.this.delete(principal, ids);
      }
    };
  }

  /** Returns how long BatchJobs have waited in the queues lately. From any thread. */
  public QueueWaits waits(Instant now) {
    return QueueWaits.of(reads.last(QueueWaits.LAST), now);
  }

  private BatchJobInfo add(Principal owner, BatchJobRequest request) {
    BatchJobInfo row =
        new BatchJobInfo(
            ++lastId,
            owner.name(),
            request,
            BatchJobState.PENDING_SUBMISSION,
            "",
            "",
            batch.now(),
            null,
            null,
            null);
    write(row);
    open.work();
    return row;
  }

  private CommandResult delete(Principal by, List<Long> ids) {
    Set<Long> asked = new LinkedHashSet<>(ids);
    List<Long> done =
        loop.ask(
            () -> {
              List<Long> deleted = asked.stream().filter(this::deleteOpen).toList();
              batch.site.command(batch.now(), by, "deleted BatchJobs", deleted);
              return deleted;
            });
    asked.removeAll(done);
    Map<Long, String> refused = new LinkedHashMap<>();
    asked.forEach(id -> refused.put(id, "there is no such BatchJob"));
    stored(asked).keySet().forEach(id -> refused.put(id, "it has ended already"));
    return new CommandResult(done, refused);
  }

  private Map<Long, BatchJobInfo> stored(Collection<Long> ids) {
    Map<Long, BatchJobInfo> rows = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      store.batchJobs(ids, Set.of()).forEach(row -> rows.put(row.id(), row));
    }
    return rows;
  }

  private boolean deleteOpen(long id) {
    BatchJobInfo row = open.get(id);
    if (row != null && row.state() != BatchJobState.PENDING_DELETION) {
      delete(row);
    }
    return row != null;
  }

  private void delete(BatchJobInfo row) {
    // A BatchJob that no batch system has needs no cancellation there.
    boolean asked = !row.schedulerId().isEmpty();
    BatchJobState to = asked ? BatchJobState.PENDING_DELETION : BatchJobState.DELETED;
    apply(row, BatchJobUpdate.to(row.id(), to, null));
    if (asked) {
      launchers.drain(row.id());
    }
    open.work();
  }

  /**
   * Writes what the batch_job_manager has learned of BatchJobs; on disk when this returns. Changes
   * that the table of a BatchJob's life does not allow are left out and logged. From any thread.
   *
   * @return the BatchJobs as they are then, in the same sequence; unknown ones are left out. One
   *     that was deleted while the batch system took it is {@code DELETED} here, and its allocation
   *     still to be cancelled there
   */
  public List<BatchJobInfo> change(List<BatchJobUpdate> changes) {
    boolean unused =
        loop.ask(
            () -> {
              changes.forEach(this::applyOpen);
              return true;
            });
    Map<Long, BatchJobInfo> rows = stored(changes.stream().map(BatchJobUpdate::id).toList());
    return rows.isEmpty()
        ? List.of()
        : changes.stream().map(c -> rows.get(c.id())).filter(Objects::nonNull).toList();
  }

  private void applyOpen(BatchJobUpdate change) {
    BatchJobInfo row = open.get(change.id());
    if (row == null) {
      LOG.warn("BatchJob {} has already ended; dropped the update {}", change.id(), change);
    } else {
      apply(row, change);
    }
  }

  private void apply(BatchJobInfo row, BatchJobUpdate change) {
    BatchJobState reported = change.state() == null ? row.state() : change.state();
    Optional<BatchJobState> next = BatchJobLife.next(row.state(), reported);
    if (next.isEmpty()) {
      LOG.warn("BatchJob {} is {} and cannot become {}", row.id(), row.state(), reported);
      return;
    }
    boolean ends = next.get().terminal();
    BatchJobInfo changed =
        new BatchJobInfo(
            row.id(),
            row.owner(),
            row.request(),
            next.get(),
            either(change.schedulerId(), row.schedulerId()),
            // A message belongs to the state that it was reported with.
            either(change.message(), next.get() == row.state() ? row.message() : ""),
            row.created(),
            either(change.submitted(), row.submitted()),
            either(change.began(), row.began()),
            either(change.ended(), ends ? batch.now() : row.ended()));
    if (!changed.equals(row)) {
      write(changed);
    }
    if (changed.state() != row.state()) {
      batch.site.event(batch.now(), "batch_job", row.id(), words(changed));
      if (ends) {
        launchers.ended(row.id());
      }
    }
  }

  private static String either(@Nullable String update, String before) {
    return update == null ? before : update;
  }

  private static @Nullable Instant either(@Nullable Instant update, @Nullable Instant before) {
    return update == null ? before : update;
  }

  private void write(BatchJobInfo row) {
    open.put(row);
    batch.site.batchJob(row);
    batch.after(reads::changed);
  }

  private static String words(BatchJobInfo row) {
    String state =
        switch (row.state()) {
          case PENDING_SUBMISSION -> "waits to be submitted";
          case QUEUED -> "is queued";
          case RUNNING -> "runs";
          case PENDING_DELETION -> "is to be deleted";
          case FINISHED -> "has finished";
          case FAILED -> "has failed";
          case SUBMIT_FAILED -> "was refused";
          case DELETED -> "was deleted";
        };
    String id = row.schedulerId().isEmpty() ? "" : " (" + row.schedulerId() + ")";
    String why = row.message().isEmpty() ? "" : ": " + row.message();
    return "BatchJob %d%s %s%s".formatted(row.id(), id, state, why);
  }

  /**
   * Returns how often a BatchJob was submitted, deleted, or had a launcher come or go. From any
   * thread.
   */
  public long workCount() {
    return open.workCount();
  }
}
