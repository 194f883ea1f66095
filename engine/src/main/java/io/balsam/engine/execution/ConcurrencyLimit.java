package io.balsam.engine.execution;

import io.balsam.engine.process.ProcessLimits;
import java.time.Duration;

/**
 * How many jobs at a time the machine bears. It comes down when a job could not be started for lack
 * of something, and goes up again by and by. Used by one thread.
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

  /** How many more may begin. */
  public int room(int running) {
    return Math.max(0, most - running);
  }

  /** Why no more than so many run at a time. */
  public String why() {
    return why;
  }

  public int most() {
    return most;
  }

  /**
   * One could not be started.
   *
   * @param running how many others run
   * @param lack a clause for people
   */
  public void lack(int running, String lack) {
    most = Math.min(most, running);
    why = lack;
  }

  /** How long to wait until {@link #ease}; longer each time. */
  public Duration pause() {
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return now;
  }

  /** Time has passed: some more are tried. True while it is lower than it could be. */
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
