package io.balsam.engine.api.launcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The owner as launchers see it. A session ties a launcher to the jobs it holds: every job is
 * leased to one session at most. A session that is silent for longer than its lease is lost, and
 * its jobs with it. Every call may be repeated: nothing is done twice.
 */
public interface Sessions {

  /**
   * Begins a session, or takes one up again after the owner was restarted or the answer was lost.
   * The launcher's own {@link OpenSession#launcher() name} tells which.
   *
   * @throws IllegalArgumentException when the request makes no sense, or its session was given up
   */
  Session open(OpenSession request);

  /**
   * Waits for something to do. Keeps the session alive.
   *
   * @param session as {@link #open} gave it
   * @param received the highest {@link Assignments#number} that has arrived; what came after it is
   *     answered again. A later call of the same session ends an earlier one that still waits, with
   *     empty orders
   * @param wait how long at most when there is nothing to do
   * @return never completed exceptionally but with {@link NoSuchSession}, and with {@link
   *     io.balsam.engine.api.StoreAwayException} while nothing can be recorded
   * @throws IllegalStateException when the owner was started anew and the launcher has not opened
   *     its session there: it must do so first
   */
  CompletableFuture<Assignments> assignments(long session, long received, Duration wait);

  /**
   * Tells what has happened since the last report; on disk when this returns. What is told of a job
   * that the session does not hold (any more) is ignored.
   *
   * @throws NoSuchSession when the session was closed or given up: whatever it held belongs to
   *     others, and the launcher must end it
   * @throws IllegalStateException as of {@link #assignments}; the report was not taken
   */
  void report(long session, Report report);

  /**
   * Ends a session in good order. What it holds and has not begun becomes free; what it has begun
   * and not told the end of is lost with it. A session that has ended already is no error.
   *
   * @param why for people, one line: idle, out of time, …
   */
  void close(long session, String why);
}
