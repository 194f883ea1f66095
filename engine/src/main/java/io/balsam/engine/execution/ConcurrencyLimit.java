package io.balsam.engine.execution;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.process.ProcessLimits;
import java.time.Duration;

/**
 * Limit of jobs that run at a time on this machine. It is lowered when a job could not be started
 * for lack of something, and raised again step by step. Used by one thread.
 */
public final class ConcurrencyLimit {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ProcessLimits.Most limit;
  private int most;
  private String why;
  private Duration pause = FIRST_PAUSE;

  public ConcurrencyLimit(ProcessLimits.Most limit) {
    this.limit = limit;
    most = limit.jobs();
    why = limit.why();
  }

  /** Returns how many more may begin. */
  public int available(int running) {
    return Math.max(0, most - running);
  }

  /** Returns why no more than that may run at a time. */
  public String why() {
    return why;
  }

  public int most() {
    return most;
  }

  /**
   * Lowers the limit, because a job could not be started.
   *
   * @param running how many others run
   * @param lack a clause for users
   */
  public void lack(int running, String lack) {
    most = Math.min(most, running);
    why = lack;
  }

  /** Returns the time to wait before {@link #ease}; longer each time. */
  public Duration pause() {
    Duration now = pause;
    pause = GrowingPause.doubled(pause, LONGEST_PAUSE);
    return now;
  }

  /** Raises the limit after a pause; returns true while it is lower than it could be. */
  public boolean ease() {
    most = (int) Math.min(limit.jobs(), Math.max(1, most * 2L));
    if (most < limit.jobs() && most < 1 << 16) {
      return true;
    }
    most = limit.jobs();
    why = limit.why();
    pause = FIRST_PAUSE;
    return false;
  }
}
