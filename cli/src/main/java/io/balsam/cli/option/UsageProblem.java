package io.balsam.cli.option;

/** What was typed cannot be done: exit code 2. The message says what would be right. */
public class UsageProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageProblem(String message) {
    super(message);
  }
}
