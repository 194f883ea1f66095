package io.balsam.engine.api;

import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.util.List;
import java.util.Set;

/** BatchJobs of a site. */
public interface BatchJobs {

  /**
   * Returns the BatchJobs that match, by ascending id.
   *
   * @param ids any of these; empty for all
   * @param states in any of these states; empty for all
   */
  List<BatchJobInfo> find(List<Long> ids, Set<BatchJobState> states);

  /**
   * Requests allocations; they are on disk when this returns. The site's batch_job_manager submits
   * them to the batch system.
   *
   * @return the BatchJobs, in the order of the requests
   * @throws IllegalArgumentException when one breaks the site's rules; then none was accepted
   */
  List<BatchJobInfo> submit(List<BatchJobRequest> requests);

  /**
   * Returns what {@link #submit} would request, and how long it would wait; requests nothing.
   *
   * @return the BatchJobs, in the order of the requests
   * @throws IllegalArgumentException when one breaks the site's rules
   */
  default List<BatchJobTrial> check(List<BatchJobRequest> requests) {
    throw new UnsupportedOperationException("no allocations are requested here");
  }

  /** Deletes BatchJobs. */
  CommandResult delete(List<Long> ids);
}
