package io.balsam.cli.option;

/**
 * Thrown for a command line that cannot be executed; exit code 2. The message says what would be
 * right.
 */
public class UsageProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageProblem(String message) {
    super(message);
  }
}
