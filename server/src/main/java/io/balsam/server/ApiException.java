package io.balsam.server;

/**
 * Thrown when the owner cannot be reached, or failed to answer. The message is one line for a
 * person.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Kind of failure, as far as a caller may react to it. */
  public enum Kind {
    /** No answer: the owner ended, or the connection is lost. */
    UNREACHABLE,
    /** The token is not the owner's. */
    UNAUTHORIZED,
    /** The owner failed, or uses a protocol that this version does not understand. */
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
