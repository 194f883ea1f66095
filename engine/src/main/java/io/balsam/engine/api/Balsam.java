package io.balsam.engine.api;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Queries and commands on a store, the same in the owner's process and over HTTP. Arguments and
 * results are values; every call may be made from any thread.
 */
public interface Balsam extends AutoCloseable {

  /**
   * Returns this API on behalf of a principal: runs and BatchJobs that it submits belong to it. The
   * owner of a remote site decides by the token on whose behalf a command is executed; there this
   * is the same API.
   */
  Balsam as(Principal principal);

  /** Returns all runs, newest first. */
  List<RunView> runs();

  /** Returns the run with this number. */
  Optional<RunView> run(long id);

  /** Returns the jobs that match. */
  Page<JobView> jobs(JobFilter filter);

  /** Returns the items that match: what jobs move in and out. */
  Page<TransferItemView> transfers(TransferFilter filter);

  /** Returns the graph of a run; empty when there is no such run. */
  Optional<GraphView> graph(long run);

  /**
   * Returns the events that match, oldest first.
   *
   * @param wait how long to wait for the first event when there is none yet; zero returns at once
   */
  List<EventView> events(EventFilter filter, Duration wait);

  /** Returns the number of the newest event, to follow from there; 0 when there is none. */
  long lastEvent();

  /** Explains why a job is in its state; empty when there is no such job. */
  Optional<Explanation> explain(long job);

  /**
   * Cancels jobs and ends the running ones. Returns when the cancellation is on disk.
   *
   * @param jobs jobs to cancel; limit and offset are not used
   * @param subtree whether to cancel everything that waits for them too
   */
  CommandResult cancel(JobFilter jobs, boolean subtree);

  /**
   * Creates a new job for each failed or cancelled one, and for those that failed because of it.
   * The old ones stay as they ended.
   *
   * @param jobs jobs to retry; limit and offset are not used
   */
  CommandResult retry(JobFilter jobs);

  /**
   * Records a new run of a workflow and starts it.
   *
   * @return the run; it is on disk
   * @throws IllegalArgumentException when the workflow cannot be run as it stands; the message is
   *     for people and nothing was written
   */
  RunView submit(NewRun run);

  /**
   * Removes runs that have ended from the store, and the workdirs of their jobs from the disk;
   * other files in their directories stay. Returns when that is done.
   *
   * @param runs numbers of the runs
   * @param trial whether to report only what would be removed
   */
  default CommandResult removeRuns(List<Long> runs, boolean trial) {
    throw new UnsupportedOperationException("no run can be removed here");
  }

  /**
   * Removes jobs that have ended from the store, and their workdirs from the disk. Refuses those
   * that other recorded jobs need: their children, and jobs that took their results. Returns when
   * that is done.
   *
   * @param jobs jobs to remove; limit and offset are not used
   * @param subtree whether to remove everything that came after them too
   * @param trial whether to report only what would be removed
   */
  default CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    throw new UnsupportedOperationException("no job can be removed here");
  }

  /** Returns what was learnt of the run times of each app's jobs, by the names of the apps. */
  default List<AppTimes> apps() {
    return List.of();
  }

  /** Returns the script of a run; empty when there is no such run. */
  Optional<Script> script(long run);

  /** Returns the operations on BatchJobs: find, submit and delete. */
  BatchJobs batchJobs();

  /** Returns the session protocol, for launchers. */
  Sessions sessions();

  /** Returns the site and the processes that serve it. */
  SiteView site();

  /**
   * Returns what automatic scaling sees and would ask for now, with its defaults where no settings
   * switch it on; asks for nothing.
   *
   * @throws UnsupportedOperationException when no allocations are asked for here
   */
  default ScalingPlan plan() {
    throw new UnsupportedOperationException("no allocations are asked for here");
  }

  /**
   * Returns the events of the site, oldest first.
   *
   * @param after only events with a higher number
   * @param limit maximum number of events
   */
  List<SiteEvent> siteEvents(long after, int limit);

  @Override
  void close();
}
