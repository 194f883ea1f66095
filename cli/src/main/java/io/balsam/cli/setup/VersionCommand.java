package io.balsam.cli.setup;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;

/** The {@code balsam version} command. */
public final class VersionCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("version", "print the version").examples("balsam version");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    call.console().result(Version.line());
    return ExitCode.OK;
  }
}
