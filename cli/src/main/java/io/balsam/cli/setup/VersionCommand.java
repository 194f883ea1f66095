package io.balsam.cli.setup;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Exit;
import io.balsam.cli.spec.CommandSpec;

/** {@code balsam version}. */
public final class VersionCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("version", "print the version").examples("balsam version");
  }

  @Override
  public int run(Call call) {
    call.arguments().noWords();
    call.console().result(Version.line());
    return Exit.OK;
  }
}
