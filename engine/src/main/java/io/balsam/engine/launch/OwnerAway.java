package io.balsam.engine.launch;

/** Nobody owns the site at present. */
public final class OwnerAway extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OwnerAway(String message) {
    super(message);
  }
}
