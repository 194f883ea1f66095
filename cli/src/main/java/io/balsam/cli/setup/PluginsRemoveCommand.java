package io.balsam.cli.setup;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Exit;
import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;

/** {@code balsam plugins remove}. */
public final class PluginsRemoveCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("plugins remove", "take a plugin out")
        .arguments("PLUGIN", Opt.Complete.NOTHING)
        .with(PluginPlace.SHARED)
        .examples("balsam plugins remove slurm");
  }

  @Override
  public int run(Call call) {
    String id = call.arguments().onlyWord("PLUGIN");
    InstalledPlugin plugin = new PluginDirectory(PluginPlace.of(call)).remove(id);
    call.console().say("%s %s is removed".formatted(call.console().style().tick(), plugin.id()));
    return Exit.OK;
  }
}
