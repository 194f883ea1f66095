package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;

/**
 * What becomes of orders, told on the launcher's thread. Each order is told {@code ended} or {@code
 * returned} once.
 */
interface CrewListener {

  /** Its process was started. */
  void begun(Report.Begun begun);

  /** It has ended. */
  void ended(Report.Ended ended);

  /** It has not begun and will not. */
  void returned(long job);

  /**
   * What the machine lacks to start more now.
   *
   * @param what a clause for people; empty when it lacks nothing any more
   */
  void lacks(String what);

  /** Nothing can be carried out any more. */
  void broken(String why);
}
