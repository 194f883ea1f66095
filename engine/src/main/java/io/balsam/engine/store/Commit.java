package io.balsam.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one transaction writes.
 *
 * @param runs new runs
 * @param jobs new jobs, with their edges
 * @param changes changes of old and new jobs; at most one of each kind for a job
 * @param events in the order in which they happened
 * @param endedRuns runs whose last job ended, or that were reopened (empty); a run that gets a new
 *     open job is reopened automatically
 * @param site BatchJobs, launchers and their leases
 * @param transfers items that jobs move
 * @param removedRuns runs that are removed with all of their jobs
 * @param removedJobs jobs that are removed from runs that stay
 */
public record Commit(
    List<RunRow> runs,
    List<JobRow> jobs,
    List<Change> changes,
    List<EventRow> events,
    Map<Long, Optional<Instant>> endedRuns,
    SiteChanges site,
    TransferChanges transfers,
    List<Long> removedRuns,
    List<Long> removedJobs) {

  /** Creates a commit that removes nothing. */
  public Commit(
      List<RunRow> runs,
      List<JobRow> jobs,
      List<Change> changes,
      List<EventRow> events,
      Map<Long, Optional<Instant>> endedRuns,
      SiteChanges site) {
    this(runs, jobs, changes, events, endedRuns, site, TransferChanges.NONE, List.of(), List.of());
  }

  /** Creates a commit without changes of the site. */
  public Commit(
      List<RunRow> runs,
      List<JobRow> jobs,
      List<Change> changes,
      List<EventRow> events,
      Map<Long, Optional<Instant>> endedRuns) {
    this(runs, jobs, changes, events, endedRuns, SiteChanges.NONE);
  }

  public boolean isEmpty() {
    return runs.isEmpty()
        && jobs.isEmpty()
        && changes.isEmpty()
        && events.isEmpty()
        && endedRuns.isEmpty()
        && site.isEmpty()
        && transfers.isEmpty()
        && removedRuns.isEmpty()
        && removedJobs.isEmpty();
  }
}
