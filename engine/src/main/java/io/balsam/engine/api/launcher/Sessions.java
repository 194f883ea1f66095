package io.balsam.engine.api.launcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The owner's protocol for launchers. A session ties a launcher to the jobs it holds.
 *
 * <ul>
 *   <li>Every job is leased to at most one session.
 *   <li>A session that is silent for longer than its lease is lost, and its jobs with it.
 *   <li>Every call may be repeated: nothing is done twice.
 * </ul>
 */
public interface Sessions {

  /**
   * Opens a session, or resumes one after the owner was restarted or the answer was lost. The
   * launcher's own {@link OpenSession#launcher() name} identifies it.
   *
   * @throws IllegalArgumentException when the request is invalid, or its session was given up
   */
  Session open(OpenSession request);

  /**
   * Waits for something to do. Renews the lease of the session.
   *
   * @param session as {@link #open} gave it
   * @param received the highest {@link Assignments#number} that has arrived; everything after it is
   *     sent again. A later call of the same session ends an earlier one that still waits, with
   *     empty assignments
   * @param wait maximum time to wait when there is nothing to do
   * @return completed exceptionally only with {@link NoSuchSession}, and with {@link
   *     io.balsam.engine.api.StoreAwayException} while nothing can be recorded
   * @throws IllegalStateException when the owner was restarted and the launcher has not opened its
   *     session there: it must do so first
   */
  CompletableFuture<Assignments> assignments(long session, long received, Duration wait);

  /**
   * Reports what has happened since the last report; it is on disk when this returns. Entries about
   * jobs that the session does not hold (any more) are ignored.
   *
   * @throws NoSuchSession when the session was closed or given up: its jobs belong to others, and
   *     the launcher must end them
   * @throws IllegalStateException as for {@link #assignments}; the report was not taken
   */
  void report(long session, Report report);

  /**
   * Closes a session. Jobs that it holds and has not begun become free; jobs that it has begun and
   * whose end it has not reported are lost with it. A session that has ended already is no error.
   *
   * @param why for people, one line: idle, out of time, …
   */
  void close(long session, String why);
}
