package io.balsam.cli.setup;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;

/** The {@code balsam plugins remove} command. */
public final class PluginsRemoveCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("plugins remove", "remove a plugin")
        .arguments("PLUGIN", Opt.Complete.NOTHING)
        .with(PluginPlace.SHARED)
        .examples("balsam plugins remove slurm");
  }

  @Override
  public int run(Invocation call) {
    String id = call.arguments().onlyWord("PLUGIN");
    InstalledPlugin plugin = new PluginDirectory(PluginPlace.of(call)).remove(id);
    call.console().say("%s %s is removed".formatted(call.console().style().tick(), plugin.id()));
    return ExitCode.OK;
  }
}
