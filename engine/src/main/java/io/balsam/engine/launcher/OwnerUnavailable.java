package io.balsam.engine.launcher;

/** Nobody owns the site at present. */
public final class OwnerUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OwnerUnavailable(String message) {
    super(message);
  }
}
