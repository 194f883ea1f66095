package io.balsam.engine.api;

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

  @Override
  void close();
}
