package io.balsam.engine.api.launcher;

/** The session was closed or given up, or there never was one of that number. */
public final class NoSuchSession extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchSession(long session) {
    super("there is no session " + session + " (any more)");
  }
}
