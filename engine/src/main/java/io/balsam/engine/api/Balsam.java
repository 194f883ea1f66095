package io.balsam.engine.api;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can be asked of a store and done to it, in the owner's process or over HTTP alike. Values
 * in, values out; every call may be made from any thread.
 */
public interface Balsam extends AutoCloseable {

  /** All runs, newest first. */
  List<RunView> runs();

  /** One run. */
  Optional<RunView> run(long id);

  /** Jobs that match. */
  Page<JobView> jobs(JobFilter filter);

  /** A run's graph; empty when there is no such run. */
  Optional<GraphView> graph(long run);

  /**
   * Events that match, oldest first.
   *
   * @param wait how long to wait for the first one when there is none yet; zero returns at once
   */
  List<EventView> events(EventFilter filter, Duration wait);

  /** The newest event's number, to follow from now on; 0 when there is none. */
  long lastEvent();

  /** Why a job is as it is; empty when there is no such job. */
  Optional<Explanation> explain(long job);

  /**
   * Cancels jobs; running ones are really ended. Returns when the cancellation is on disk.
   *
   * @param jobs which; limit and offset are not used
   * @param subtree also everything that waits for them
   */
  CommandResult cancel(JobFilter jobs, boolean subtree);

  /**
   * Makes a new job for each failed or cancelled one, and for those that failed because of it. The
   * old ones stay as they ended.
   *
   * @param jobs which; limit and offset are not used
   */
  CommandResult retry(JobFilter jobs);

  /**
   * Writes a new run of a workflow and begins to run it.
   *
   * @return the run; it is on disk
   * @throws IllegalArgumentException when the workflow cannot be run as it stands; the message is
   *     for people and nothing was written
   */
  RunView submit(NewRun run);

  /**
   * Takes runs that have ended out of the record, and the workdirs of their jobs off the disk; what
   * else lies there stays. Returns when that is done.
   *
   * @param runs which, by number
   * @param trial only tells what would be removed
   */
  default CommandResult removeRuns(List<Long> runs, boolean trial) {
    throw new UnsupportedOperationException("no run can be removed here");
  }

  /**
   * Takes jobs that have ended out of the record, and their workdirs off the disk. Refused are
   * those that others on record need: their children, jobs that took their results. Returns when
   * that is done.
   *
   * @param jobs which; limit and offset are not used
   * @param subtree also everything that came after them
   * @param trial only tells what would be removed
   */
  default CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    throw new UnsupportedOperationException("no job can be removed here");
  }

  /** The script of a run; empty when there is no such run. */
  Optional<Script> script(long run);

  /** BatchJobs, for asking, looking and deleting. */
  BatchJobs batchJobs();

  /** Leases, for launchers. */
  Sessions sessions();

  /** The site and what serves it. */
  SiteView site();

  /**
   * What happened to the site, oldest first.
   *
   * @param after only those with a higher number
   * @param limit at most so many
   */
  List<SiteEvent> siteEvents(long after, int limit);

  @Override
  void close();
}
