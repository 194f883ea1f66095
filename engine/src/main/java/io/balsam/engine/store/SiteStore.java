package io.balsam.engine.store;

import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads of BatchJobs, sessions and leases. */
public interface SiteStore {

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

  /** Returns the last BatchJobs that were submitted to the batch system, at most so many. */
  List<BatchJobInfo> lastBatchJobs(int most);

  /** Returns the sessions that have not been closed, by ascending id. */
  List<SessionRow> openSessions();

  /** Returns whether a launcher of that name ever had a session. */
  boolean hasSession(String launcher);

  /** Returns whether a launcher of that BatchJob ever had a session. */
  boolean hasSession(BatchJobInfo batchJob);

  /** Returns every lease. */
  List<LeaseRow> leases();

  /** Returns the models of run times, by the name of the app. */
  List<RunTimeRow> runTimes();
}
