package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;

/** Thrown when a command ends with an error message. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient CommandResult result;

  Refusal(int exitCode, String out, String err) {
    super(err);
    this.result = new CommandResult(exitCode, out, err);
  }

  Refusal(String err) {
    this(1, "", err + "\n");
  }

  /** Creates a refusal of the queue manager; the first line is that of the real clients' logger. */
  static Refusal fault(String words) {
    return new Refusal("No handlers could be found for logger \"Proxy\"\n" + words);
  }

  CommandResult result() {
    return result;
  }
}
