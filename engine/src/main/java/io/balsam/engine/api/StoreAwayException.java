package io.balsam.engine.api;

/** Thrown while the database cannot be reached; nothing that was asked for has been done. */
public final class StoreAwayException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message names the database and the remedy
   */
  public StoreAwayException(String message) {
    super(message);
  }

  /** Creates an exception with its cause. */
  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
