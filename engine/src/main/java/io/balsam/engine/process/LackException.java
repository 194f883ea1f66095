package io.balsam.engine.process;

/** Something could not be done for a {@link Lack}; done again later it may well succeed. */
public final class LackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LackException(String lack, Throwable cause) {
    super(lack, cause);
  }
}
