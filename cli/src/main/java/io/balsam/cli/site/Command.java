package io.balsam.cli.site;

import io.balsam.cli.option.CommandSpec;

/** One command. Made anew for each call; its constructor must load nothing heavy. */
public interface Command {

  /** What people read about it. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @return an {@link ExitCode} code
   * @throws Exception whatever went wrong; {@code Main} turns it into one line and an exit code
   */
  int run(Invocation call) throws Exception;
}
