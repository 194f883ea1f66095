package io.balsam.cli.setup;

import io.balsam.agent.site.Installation;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;
import java.nio.file.Path;

/** The {@code balsam plugins install} command. */
public final class PluginsInstallCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("plugins install", "check a plugin and install it")
        .arguments("FILE", Opt.Complete.FILE)
        .with(PluginPlace.SHARED)
        .about(
            """
            FILE is a plugin's zip or jar. It is loaded and checked before it is installed. An older version
            of the same plugin is replaced.""")
        .examples("balsam plugins install plugin-slurm-1.2.zip");
  }

  @Override
  public int run(Invocation call) {
    Path file = call.io().directory().resolve(call.arguments().onlyWord("FILE"));
    InstalledPlugin plugin =
        new PluginDirectory(
                PluginPlace.of(call),
                Installation.pluginPlaces(call.environment(), call.nearestSite()))
            .install(file);
    call.console()
        .say(
            "%s %s %s is installed; it offers: %s"
                .formatted(
                    call.console().style().tick(),
                    plugin.id(),
                    plugin.version(),
                    PluginsLsCommand.offers(plugin)));
    return ExitCode.OK;
  }
}
