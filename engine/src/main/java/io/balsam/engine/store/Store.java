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
 * Durable record of a site's runs and jobs.
 *
 * <ul>
 *   <li>One writer, the owner's event loop, calls {@link #commit}.
 *   <li>Any thread of the process may read at any time, and sees whole commits only.
 * </ul>
 */
public interface Store extends AutoCloseable {

  /** Returns the highest job id ever written, 0 in an empty store. */
  long lastJobId();

  /** Returns the highest run id ever given out, 0 when none was. */
  long lastRunId();

  /**
   * Writes everything in one transaction. Once it returns, the commit survives a power cut; if it
   * throws, none of it is there. Waits for a database that cannot be reached.
   */
  void commit(Commit commit);

  /**
   * Passes every job of a run that has not ended to the sink, by ascending id, without holding all
   * of them in memory.
   */
  void openJobs(long run, Consumer<OpenJob> sink);

  /**
   * Passes every edge into a job of a run that has not ended to the sink.
   *
   * @param sink called with the edge and the parent's current state
   */
  void openEdges(long run, EdgeSink sink);

  /** Consumer of one edge. */
  @FunctionalInterface
  interface EdgeSink {
    void edge(long child, JobRow.Parent parent, JobState parentState);
  }

  /** Returns jobs by id, in any order; unknown ids are left out. */
  List<JobRecord> jobs(Collection<Long> ids);

  /** Returns the jobs that match, in the filter's order, up to its limit. */
  List<JobRecord> jobs(JobFilter filter);

  /** Returns the numbers of the jobs that match, ascending; order, limit and offset are ignored. */
  List<Long> jobIds(JobFilter filter);

  /** Returns the number of jobs that match; limit and offset are ignored. */
  long countJobs(JobFilter filter);

  /** Counts the jobs of a run by app and state; those that another job replaces are left out. */
  Map<String, Map<JobState, Long>> counts(long run);

  /** Returns the events that match, in order of their sequence number. */
  List<StoredEvent> events(EventFilter filter);

  /** Returns the highest event number ever written, 0 in an empty store. */
  long lastEvent();

  /** Event with its sequence number. */
  record StoredEvent(long seq, long run, EventRow event) {}

  /** Returns all runs, newest first. */
  List<RunRow> runs();

  /** Returns a run by number. */
  Optional<RunRow> run(long id);

  /** Returns the children of each of the given jobs, by parent. */
  Map<Long, List<Long>> children(Collection<Long> parents);

  /**
   * Returns the newest finished job of earlier runs for each key, for reuse.
   *
   * @param keys reuse keys
   */
  Map<String, JobRecord> finishedByKey(Collection<String> keys);

  /** Returns the jobs that the hooks of these jobs created, by creator. */
  Map<Long, List<Long>> createdBy(Collection<Long> makers);

  /** Returns the file listings of jobs; a job without any is left out. */
  Map<Long, JobFiles> files(Collection<Long> jobs);

  /** Returns the highest BatchJob id ever given out, 0 when none was. */
  long lastBatchJobId();

  /** Returns the highest session id ever written, 0 in an empty store. */
  long lastSessionId();

  /**
   * Returns the BatchJobs that match, by ascending id.
   *
   * @param ids any of these; empty for all
   * @param states any of these; empty for all
   */
  List<BatchJobInfo> batchJobs(Collection<Long> ids, Set<BatchJobState> states);

  /** Returns the sessions that have not been closed, by ascending id. */
  List<SessionRow> openSessions();

  /** Returns whether a launcher of that name ever had a session. */
  boolean hasSession(String launcher);

  /** Returns every lease. */
  List<LeaseRow> leases();

  /**
   * Returns the events of the site, in order.
   *
   * @param after only events with a higher number
   * @param limit maximum number of events
   */
  List<SiteEvent> siteEvents(long after, int limit);

  /**
   * Returns a view of this store for interactive reads, which reports an unreachable database at
   * once where this one waits for it.
   */
  Store looking();

  /**
   * Returns what currently keeps the store from being written, a sentence for people; empty while
   * all is well.
   */
  Optional<String> trouble();

  /**
   * Makes an unreachable database an immediate error from now on. May be called from any thread.
   */
  void waitNoMore();

  /** Returns what was found wrong or changed when the store was opened: sentences for people. */
  default List<String> warnings() {
    return List.of();
  }

  /** Waits for the reads that have begun and closes the store; no read begins afterwards. */
  @Override
  void close();
}
