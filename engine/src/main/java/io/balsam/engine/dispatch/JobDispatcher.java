package io.balsam.engine.dispatch;

import io.balsam.engine.core.Job;
import io.balsam.engine.store.JobRow;
import java.util.List;
import java.util.Optional;

/**
 * Where runnable jobs find their places: on this machine's own nodes, or in launchers elsewhere. On
 * the loop's thread only.
 */
public interface JobDispatcher {

  /** What a runnable state needs: a place, when its time has come. */
  void runnable(Job job);

  /** What RUNNING needs when it is found so: somebody who runs it. */
  void running(Job job);

  /** What a terminal state needs: nothing of the job waits or runs any more. */
  void ended(Job job);

  /** Whether something of the job may still run, though it has ended. */
  boolean holds(long job);

  /** Places what fits; called when all else of a batch is decided. */
  void place();

  /** The engine is to stop: ends what runs here. */
  void stop();

  /** Whether nothing runs whose end this engine must see before it may stop. */
  boolean idle();

  /** Records the end of what did not end in time. */
  void abandon();

  /** What a runnable job waits for; empty when for nothing. */
  Optional<Obstacle> obstacle(JobRow job);

  /**
   * Why a job waits.
   *
   * @param summary one sentence
   * @param reasons what it rests on, one line each
   * @param elsewhere whether nodes that are not there yet may help
   */
  record Obstacle(String summary, List<String> reasons, boolean elsewhere) {}
}
