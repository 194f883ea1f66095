package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import java.time.Duration;
import java.util.List;

/**
 * Runs a launcher's assignments: as processes of this host, or by workers on others. Called by the
 * launcher's thread only; reports through {@link CrewListener} on the same thread.
 */
interface Crew {

  /** Begins; called before any assignment. */
  default void start() {}

  /**
   * Reports that the owner was reached, perhaps again: what had to wait for that may begin.
   *
   * @param lease how long the owner keeps jobs leased without hearing from the launcher
   */
  void leased(Duration lease);

  /**
   * Takes assignments, each of which begins as soon as its resources are free. One that it has
   * already is ignored.
   */
  void take(List<Assignment> assignments);

  /** Ends a job, or drops it if it has not begun. One that it does not have is ignored. */
  void end(long job);

  /** Ends or drops a job that is no longer ours, without a report. */
  void drop(long job);

  /** Ends everything and returns what has not begun; takes nothing more. */
  void stop();

  /** Reports the end of whatever still has not ended: it is not waited for any longer. */
  void abandon();

  /** Returns whether it has an assignment of the job that is still wanted. */
  boolean has(long job);

  /** Returns whether there is nothing to do. */
  boolean idle();

  /** Releases its processes and threads. */
  void close();
}
