package io.balsam.engine.api.launcher;

/** Thrown when the session was closed or given up, or never existed. */
public final class NoSuchSession extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchSession(long session) {
    super("there is no session " + session);
  }
}
