package io.balsam.cli.setup;

import io.balsam.agent.site.Installation;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;
import io.balsam.engine.plugin.ProviderName;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code balsam plugins ls} command. */
public final class PluginsLsCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("plugins ls", "list the plugins of this site")
        .with(CommandSpec.JSON)
        .about(
            """
            Searches the distribution's plugins/, $BALSAM_HOME/plugins and the site's plugins/. Does not run
            any code of the plugins.""")
        .examples("balsam plugins ls");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    List<Path> places = Installation.pluginPlaces(call.environment(), call.nearestSite());
    List<InstalledPlugin> plugins = PluginDirectory.list(places);
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(plugins));
      return ExitCode.OK;
    }
    Table table = new Table("plugin", "version", "offers", "where");
    for (InstalledPlugin plugin : plugins) {
      table.row(plugin.id(), plugin.version(), shortOffers(plugin), plugin.path());
    }
    if (table.isEmpty()) {
      console.say(
          "No plugins in " + places.stream().map(Path::toString).collect(Collectors.joining(", ")));
    } else {
      console.result(table);
    }
    plugins.stream()
        .filter(plugin -> !plugin.usable())
        .forEach(
            plugin ->
                console.note(
                    "%s %s: %s".formatted(console.style().cross(), plugin.id(), plugin.problem())));
    return ExitCode.OK;
  }

  private static String shortOffers(InstalledPlugin plugin) {
    return plugin.provides().stream()
        .filter(offer -> !offer.classPath())
        .map(ProviderName::toString)
        .collect(Collectors.joining(", "));
  }

  static String offers(InstalledPlugin plugin) {
    return plugin.provides().stream().map(ProviderName::toString).collect(Collectors.joining(", "));
  }
}
