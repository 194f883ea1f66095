package io.balsam.cli.site;

/** The machine stands in the way: exit code 3. The message is one line with the cure. */
public final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Trouble(String message) {
    super(message);
  }

  public Trouble(String message, Throwable cause) {
    super(message, cause);
  }
}
