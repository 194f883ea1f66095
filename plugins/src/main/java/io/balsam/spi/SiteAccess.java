package io.balsam.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * View of the site for a service module, with the operations open to it. Safe for use from any
 * thread.
 */
public interface SiteAccess {

  /** Returns the BatchJobs that have not ended, oldest first. */
  List<BatchJobInfo> batchJobs();

  /**
   * Requests an allocation.
   *
   * @return number of the BatchJob
   * @throws PluginException USER when the site's rules do not allow it
   */
  long submit(BatchJobRequest request);

  /** Deletes a BatchJob; it is no error if it has ended or does not exist. */
  void delete(long batchJob);

  /**
   * Returns a summary of the work that waits for nodes.
   *
   * @param tags only jobs that have all of these tags; empty for all
   */
  Backlog backlog(Map<String, String> tags);

  /**
   * Returns the idle nodes that the site's batch system reports; empty when it cannot report them.
   */
  Optional<List<BackfillWindow>> backfill();
}
