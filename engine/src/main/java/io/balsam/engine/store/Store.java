package io.balsam.engine.store;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.domain.JobState;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The durable record. One writer (the owner's loop) calls {@link #commit}; anyone in the process
 * may read at any time and sees whole commits only.
 */
public interface Store extends AutoCloseable {

  /** The highest job id ever written, 0 in an empty store. */
  long lastJobId();

  /** The highest run id ever given out, 0 when none was. */
  long lastRunId();

  /**
   * Writes everything in one transaction. When it returns the commit survives a power cut; when it
   * throws nothing of it is there. A database that is away is waited for.
   */
  void commit(Commit commit);

  /** Every job of a run that has not ended, by rising id, without holding all in memory. */
  void openJobs(long run, Consumer<OpenJob> sink);

  /**
   * Every edge into a job of a run that has not ended.
   *
   * @param sink called with the edge and the parent's present state
   */
  void openEdges(long run, EdgeSink sink);

  /** Takes one edge. */
  @FunctionalInterface
  interface EdgeSink {
    void edge(long child, JobRow.Parent parent, JobState parentState);
  }

  /** Jobs by id, in any order; unknown ids are left out. */
  List<JobRecord> jobs(Collection<Long> ids);

  /** Jobs that match, in the filter's order, at most its limit. */
  List<JobRecord> jobs(JobFilter filter);

  /** Numbers of jobs that match, rising; order, limit and offset aside. */
  List<Long> jobIds(JobFilter filter);

  /** How many jobs match, limit and offset aside. */
  long countJobs(JobFilter filter);

  /** Jobs of a run by app and state; those that another stands in for are left out. */
  Map<String, Map<JobState, Long>> counts(long run);

  /** Events that match, in order of their sequence number. */
  List<StoredEvent> events(EventFilter filter);

  /** The highest event number ever written, 0 in an empty store. */
  long lastEvent();

  /** An event with its place in the store's order. */
  record StoredEvent(long seq, long run, EventRow event) {}

  /** All runs, newest first. */
  List<RunRow> runs();

  /** A run by number. */
  Optional<RunRow> run(long id);

  /** Children of each of the given jobs: parent to children. */
  Map<Long, List<Long>> children(Collection<Long> parents);

  /**
   * Finished jobs of earlier runs, the newest for each key, for reuse.
   *
   * @param keys reuse keys
   */
  Map<String, JobRecord> finishedByKey(Collection<String> keys);

  /** Jobs that the hooks of these jobs made: maker to made. */
  Map<Long, List<Long>> createdBy(Collection<Long> makers);

  /** What is known of files of jobs; a job of which nothing is known is left out. */
  Map<Long, JobFiles> files(Collection<Long> jobs);

  /** The highest BatchJob id ever given out, 0 when none was. */
  long lastBatchJobId();

  /** The highest session id ever written, 0 in an empty store. */
  long lastSessionId();

  /**
   * BatchJobs that match, by rising id.
   *
   * @param ids any of these; empty for all
   * @param states any of these; empty for all
   */
  List<BatchJobInfo> batchJobs(Collection<Long> ids, Set<BatchJobState> states);

  /** Sessions that have not been closed, by rising id. */
  List<SessionRow> openSessions();

  /** Whether a launcher of that name ever had a session. */
  boolean hasSession(String launcher);

  /** Every job that a session holds. */
  List<LeaseRow> leases();

  /**
   * What happened to the site, in order.
   *
   * @param after only those with a higher number
   * @param limit at most so many
   */
  List<SiteEvent> siteEvents(long after, int limit);

  /**
   * The same for people who look: where this one waits for a database that is away, that one says
   * so at once.
   */
  Store looking();

  /** What keeps it from being written just now, a sentence for people; empty while all is well. */
  Optional<String> trouble();

  /** From now on a database that is away is not waited for. From any thread. */
  void waitNoMore();

  /** What was found wrong, or other than it was, when it was opened: sentences for people. */
  default List<String> warnings() {
    return List.of();
  }

  /** Waits for the reads that have begun; none begins after. */
  @Override
  void close();
}
