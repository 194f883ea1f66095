package io.balsam.testkit.cobalt;

import io.balsam.spi.CommandResult;

/** A command ends here, with these last words. */
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

  /** As the queue manager refuses; the first line is how the real clients' logger complains. */
  static Refusal fault(String words) {
    return new Refusal("No handlers could be found for logger \"Proxy\"\n" + words);
  }

  CommandResult result() {
    return result;
  }
}
