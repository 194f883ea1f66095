package io.balsam.agent.site;

/**
 * Thrown when what was asked for is wrong; exit code 2 of a command. The message is one line that
 * says what would be right.
 */
public class OperationRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OperationRefused(String message) {
    super(message);
  }

  public OperationRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
