package io.balsam.engine.dispatch;

import io.balsam.engine.core.Job;
import io.balsam.engine.store.JobRow;
import java.util.List;
import java.util.Optional;

/**
 * Dispatches runnable jobs: to this machine's own nodes, or to launchers elsewhere. On the event
 * loop's thread only.
 */
public interface JobDispatcher {

  /** Handles a runnable state: queues the job, when its time has come. */
  void runnable(Job job);

  /** Handles a job found RUNNING: makes sure that something runs it. */
  void running(Job job);

  /** Handles a terminal state: the job no longer waits, and what runs of it is ended. */
  void ended(Job job);

  /** Returns whether something of the job may still run, though it has ended. */
  boolean holds(long job);

  /** Dispatches the jobs that fit; called when all else of a batch is decided. */
  void place();

  /** Ends what runs here, because the engine is to stop. */
  void stop();

  /** Returns whether no attempt is left whose end this engine must see before it may stop. */
  boolean idle();

  /** Records the end of attempts that did not end in time. */
  void abandon();

  /** Returns what a runnable job waits for; empty when it waits for nothing. */
  Optional<WaitReason> waitReason(JobRow job);

  /**
   * Reason why a job waits.
   *
   * @param summary one sentence
   * @param reasons the details behind it, one line each
   * @param elsewhere whether nodes that are not there yet may help
   */
  record WaitReason(String summary, List<String> reasons, boolean elsewhere) {}
}
