package io.balsam.engine.process;

/**
 * Thrown when something could not be done because of a {@link Lack}; a later retry may well
 * succeed.
 */
public final class LackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LackException(String lack, Throwable cause) {
    super(lack, cause);
  }
}
