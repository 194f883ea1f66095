package io.balsam.engine.launcher;

/** Thrown when the site has no owner at present. */
public final class OwnerUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OwnerUnavailable(String message) {
    super(message);
  }
}
