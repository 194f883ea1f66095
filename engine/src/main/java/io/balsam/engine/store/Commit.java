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
 * @param changes of old and new jobs; at most one of each kind for a job
 * @param events in the order they happened
 * @param endedRuns runs whose last job ended, or that began again (empty); a run that gets a new
 *     job which has not ended begins again by itself
 * @param site BatchJobs, launchers and their leases
 * @param removedRuns runs that are taken out with all of their jobs
 * @param removedJobs jobs that are taken out of runs that stay
 */
public record Commit(
    List<RunRow> runs,
    List<JobRow> jobs,
    List<Change> changes,
    List<EventRow> events,
    Map<Long, Optional<Instant>> endedRuns,
    SiteChanges site,
    List<Long> removedRuns,
    List<Long> removedJobs) {

  /** A commit that removes nothing. */
  public Commit(
      List<RunRow> runs,
      List<JobRow> jobs,
      List<Change> changes,
      List<EventRow> events,
      Map<Long, Optional<Instant>> endedRuns,
      SiteChanges site) {
    this(runs, jobs, changes, events, endedRuns, site, List.of(), List.of());
  }

  /** A commit that has nothing of a site. */
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
        && removedRuns.isEmpty()
        && removedJobs.isEmpty();
  }
}
