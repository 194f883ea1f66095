package io.balsam.engine.scaling;

import io.balsam.engine.api.Principal;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.QueueWaits;
import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Site as automatic scaling sees it. */
public interface ScalingSite {

  ZonedDateTime now();

  /** Returns the work that waits, of jobs with all of these tags. */
  Backlog backlog(Map<String, String> tags);

  /** Returns whether any job with all of these tags has not ended. */
  boolean jobsLeft(Map<String, String> tags);

  /** Returns whether any job with all of these tags waits for others, or for what it needs. */
  boolean earlyJobs(Map<String, String> tags);

  /** Returns whether any job has run in a BatchJob. */
  boolean ranJobs(long batchJob);

  /** Returns the BatchJobs that have not ended, the oldest first. */
  List<BatchJobInfo> open();

  /** Returns BatchJobs by number; ids that are not known are left out. */
  List<BatchJobInfo> find(List<Long> ids);

  /** Returns all BatchJobs that a principal has asked for. */
  List<BatchJobInfo> of(Principal owner);

  /** Returns all BatchJobs that are charged to a project, whoever has asked for them. */
  List<BatchJobInfo> chargedTo(String project);

  /**
   * Returns the name under which BatchJobs of a project are recorded.
   *
   * @param project its name; empty for the site's default
   */
  String project(String project);

  /** Returns the idle nodes; empty when the batch system cannot report them. */
  Optional<List<BackfillWindow>> windows();

  /** Returns how long BatchJobs have waited in the queues lately. */
  QueueWaits waits();

  /**
   * Returns the name under which BatchJobs of a queue are recorded.
   *
   * @param queue its name; empty for the site's default
   */
  String name(String queue);

  /**
   * Returns what the nodes of a queue have, the largest first; empty when that is not known.
   *
   * @param queue its name; empty for the batch system's default
   */
  List<NodeSize> nodes(String queue);

  /**
   * Returns the limits of a queue.
   *
   * @param queue its name; empty for the default
   */
  Optional<SiteView.Queue> limits(String queue);

  /** Requests an allocation, and returns its number; it is on disk then. */
  long submit(BatchJobRequest request, Principal by);

  /** Deletes a BatchJob. */
  void delete(long batchJob);
}
