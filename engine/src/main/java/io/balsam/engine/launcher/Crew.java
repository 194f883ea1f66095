package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import java.time.Duration;
import java.util.List;

/**
 * Those who carry out a launcher's orders: processes on this host, or workers on others. Called by
 * the launcher's thread only, and tells what happens through {@link CrewListener} on the same
 * thread.
 */
interface Crew {

  /** Begins; before any order. */
  default void start() {}

  /**
   * The owner is reached, maybe again: what had to wait for that may begin.
   *
   * @param lease how long the owner bears that nothing is heard
   */
  void leased(Duration lease);

  /** Carries orders out, each as soon as there is room. One it has already is no news. */
  void take(List<Assignment> assignments);

  /** Ends a job, or forgets it if it has not begun. One that it does not have is ignored. */
  void end(long job);

  /** Ends a job that is no longer ours, or forgets it, without a word. */
  void drop(long job);

  /** Ends everything, gives back what has not begun; takes nothing more. */
  void stop();

  /** Tells the end of whatever still has not ended: it is not waited for any longer. */
  void abandon();

  /** Whether it has an order of the job that is still wanted. */
  boolean has(long job);

  /** Whether there is nothing to do. */
  boolean idle();

  /** Releases what it has. */
  void close();
}
