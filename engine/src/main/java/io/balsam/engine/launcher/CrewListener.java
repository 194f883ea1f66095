package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;

/**
 * Listener for the progress of assignments, called on the launcher's thread. Each assignment is
 * reported once as {@code ended} or {@code returned}.
 */
interface CrewListener {

  /** Reports that its process was started. */
  void begun(Report.Begun begun);

  /** Reports that it has ended. */
  void ended(Report.Ended ended);

  /** Reports that it has not begun and will not. */
  void returned(long job);

  /**
   * Reports a shortage that keeps the machine from starting more now.
   *
   * @param what a clause for users; empty when nothing is lacking any more
   */
  void lacks(String what);

  /**
   * Reports that a worker is lost, and with it its node.
   *
   * @param what a clause for users
   */
  void lost(String what);

  /** Reports that no assignment can be run any more. */
  void broken(String why);
}
