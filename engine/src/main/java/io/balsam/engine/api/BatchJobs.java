package io.balsam.engine.api;

import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.util.List;
import java.util.Set;

/** The BatchJobs of a site. */
public interface BatchJobs {

  /**
   * BatchJobs that match, by rising id.
   *
   * @param ids any of these; empty for all
   * @param states in any of these states; empty for all
   */
  List<BatchJobInfo> find(List<Long> ids, Set<BatchJobState> states);

  /**
   * Asks for allocations; on disk when this returns. The site's batch_job_manager hands them to the
   * batch system.
   *
   * @return them, in the same order
   * @throws IllegalArgumentException when one breaks the site's rules; then none was taken
   */
  List<BatchJobInfo> submit(List<BatchJobRequest> requests);

  /** Has BatchJobs ended. */
  CommandResult delete(List<Long> ids);
}
