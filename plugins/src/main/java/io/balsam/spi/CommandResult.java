package io.balsam.spi;

/**
 * Result of running a tool.
 *
 * @param exitCode its exit code; 128 + n when it was ended by signal n
 * @param out its standard output, decoded as UTF-8
 * @param err its standard error, decoded as UTF-8
 */
public record CommandResult(int exitCode, String out, String err) {

  /** Returns whether the exit code is 0. */
  public boolean ok() {
    return exitCode == 0;
  }
}
