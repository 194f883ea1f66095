package io.balsam.cobalt.fake;

/**
 * A queue of the fake Cobalt.
 *
 * @param maxMinutes longest wall time, 0 for no limit
 * @param maxQueued maximum number of jobs of one user, running ones included, 0 for no limit
 * @param maxRunning maximum number of running jobs of one user, 0 for no limit
 */
public record CobaltQueue(String name, int maxMinutes, int maxQueued, int maxRunning, State state) {

  /** State set by an operator. */
  public enum State {
    RUNNING,
    /** Accepts jobs, starts none. */
    STOPPED,
    /** Starts jobs, accepts none. */
    DRAINING,
    /** Neither starts nor accepts jobs. */
    DEAD
  }

  /** Creates a queue without limits. */
  public static CobaltQueue named(String name) {
    return new CobaltQueue(name, 0, 0, 0, State.RUNNING);
  }

  /** Returns the same queue with these limits. */
  public CobaltQueue limits(int minutes, int queued, int running) {
    return new CobaltQueue(name, minutes, queued, running, state);
  }

  CobaltQueue in(State other) {
    return new CobaltQueue(name, maxMinutes, maxQueued, maxRunning, other);
  }

  boolean takes() {
    return state == State.RUNNING || state == State.STOPPED;
  }

  boolean starts() {
    return state == State.RUNNING || state == State.DRAINING;
  }
}
