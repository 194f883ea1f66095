package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import java.time.Duration;

/** Listener of a launcher's session with its owner, called on the launcher's thread. */
interface SessionListener {

  /** Returns the present request to open the session. */
  OpenSession request();

  /** Reports that the session is open, for the first time or again. */
  void opened(Session session);

  void assignments(Assignments assignments);

  /** Reports that a report is on disk. */
  void reported(Report report);

  /** Reports that the session is over: the jobs it held are no longer its own. */
  void lost(String why);

  /** Reports that the owner refuses this launcher. */
  void refused(String why);

  /** Reports for how long the owner could not be reached. */
  void silence(Duration time);
}
