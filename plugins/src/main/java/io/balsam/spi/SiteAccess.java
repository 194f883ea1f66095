package io.balsam.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a service module may see of its site and do there. May be called from any thread. */
public interface SiteAccess {

  /** BatchJobs that have not ended, oldest first. */
  List<BatchJobInfo> batchJobs();

  /**
   * Asks for an allocation.
   *
   * @return the BatchJob's number
   * @throws PluginException USER when the site's rules do not allow it
   */
  long submit(BatchJobRequest request);

  /** Has a BatchJob ended; one that has ended, or that does not exist, is no error. */
  void delete(long batchJob);

  /**
   * The work that waits.
   *
   * @param tags only jobs that have all of these; empty for all
   */
  Backlog backlog(Map<String, String> tags);

  /** Idle nodes as the site's batch system tells; empty when it cannot. */
  Optional<List<BackfillWindow>> backfill();
}
