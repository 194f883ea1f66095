package io.balsam.cli.site;

import io.balsam.cli.option.CommandSpec;

/** A command. A new object is created for each call; its constructor must load nothing heavy. */
public interface Command {

  /** Returns the description for users. */
  CommandSpec spec();

  /**
   * Executes the command.
   *
   * @return an {@link ExitCode} code
   * @throws Exception for any failure; {@code Main} turns it into one line and an exit code
   */
  int run(Invocation call) throws Exception;
}
