package io.balsam.engine.api;

/** The database cannot be reached just now; nothing of what was asked has been done. */
public final class StoreAwayException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says so.
   *
   * @param message names the database and the cure
   */
  public StoreAwayException(String message) {
    super(message);
  }

  /** The same, with what came up. */
  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
