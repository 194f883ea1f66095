package io.balsam.cli.site;

import io.balsam.cli.spec.CommandSpec;

/** One command. Made anew for each call; its constructor must load nothing heavy. */
public interface Command {

  /** What people read about it. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @return an {@link Exit} code
   * @throws Exception whatever went wrong; {@code Main} turns it into one line and an exit code
   */
  int run(Call call) throws Exception;
}
