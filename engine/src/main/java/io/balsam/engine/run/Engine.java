package io.balsam.engine.run;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The owner of a store: runs workflows and answers everything that is asked of them. All methods
 * may be called from any thread.
 */
public final class Engine implements Balsam {

  private Engine() {}

  /**
   * Starts an engine. It runs nothing until told to, but answers, cancels and retries.
   *
   * @param config what it works with
   */
  public static Engine open(EngineConfig config) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Writes a new run of the workflow and begins to run it.
   *
   * @param reuse take the results of equal jobs of earlier runs
   * @return the run's number; it is on disk
   * @throws IllegalArgumentException when the workflow cannot be run as it stands (an unknown app,
   *     a workdir outside the run, …); the message is for people and nothing was written
   */
  public long submit(Workflow workflow, boolean reuse) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Goes on with a run found in the store: processes that survived an earlier engine are killed,
   * running jobs time out, every other job goes on where it was. Returns when that is on disk. A
   * run that has ended or is being run already is left alone.
   *
   * @throws IllegalArgumentException when there is no such run, or its script cannot be read
   */
  public void resume(long run) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Waits until a run that this engine runs has ended.
   *
   * @return true when it ended; false when the engine was stopped before
   * @throws EngineFailure when the engine had to give up
   * @throws IllegalArgumentException when this engine does not run it
   */
  public boolean await(long run) throws InterruptedException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Starts nothing more, ends what runs (SIGTERM, after the grace SIGKILL), records it and returns
   * when that is on disk. Reads still work afterwards. A second call returns at once.
   */
  public void stop() {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * What a submission would do; writes nothing.
   *
   * @param reuse also find out which jobs would be reused
   */
  public Plan plan(Workflow workflow, boolean reuse) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * How far a run has come.
   *
   * @throws IllegalArgumentException when this engine does not run it
   */
  public Progress progress(long run) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Calls back after every commit, from the engine's own thread: the listener must return at once.
   * There is no way to take it back; it lives as long as the engine.
   */
  public void onChange(Runnable listener) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public List<RunView> runs() {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public Optional<RunView> run(long id) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public Optional<GraphView> graph(long run) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public List<EventView> events(EventFilter filter, Duration wait) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public Optional<Explanation> explain(long job) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    throw new UnsupportedOperationException("being written");
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    throw new UnsupportedOperationException("being written");
  }

  /** Stops the engine and its spawner. The store stays open. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("being written");
  }
}
