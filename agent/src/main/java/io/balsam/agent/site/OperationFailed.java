package io.balsam.agent.site;

/**
 * Thrown when the machine prevents an operation; exit code 3. The message is one line with the
 * cure.
 */
public final class OperationFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OperationFailed(String message) {
    super(message);
  }

  public OperationFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
