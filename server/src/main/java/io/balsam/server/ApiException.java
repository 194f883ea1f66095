package io.balsam.server;

/**
 * The owner could not be asked, or failed on the question. The message is one line for a person.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What went wrong, as far as one may act on it. */
  public enum Kind {
    /** Nobody answers there: the owner ended, or the connection is lost. */
    UNREACHABLE,
    /** The token is not the owner's. */
    UNAUTHORIZED,
    /** The owner failed, or speaks something else than this version does. */
    BROKEN
  }

  private final Kind kind;

  ApiException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ApiException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
