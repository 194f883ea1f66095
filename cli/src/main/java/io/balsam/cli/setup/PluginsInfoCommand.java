package io.balsam.cli.setup;

import io.balsam.agent.site.Installation;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;
import io.balsam.engine.text.Nearest;
import java.util.List;
import java.util.Locale;

/** The {@code balsam plugins info} command. */
public final class PluginsInfoCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("plugins info", "show everything about one plugin")
        .arguments("PLUGIN", Opt.Complete.NOTHING)
        .with(CommandSpec.JSON)
        .examples("balsam plugins info local");
  }

  @Override
  public int run(Invocation call) {
    String id = call.arguments().onlyWord("PLUGIN");
    List<InstalledPlugin> plugins =
        PluginDirectory.list(Installation.pluginPlaces(call.environment(), call.nearestSite()));
    InstalledPlugin plugin =
        plugins.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> {
                  List<String> ids = plugins.stream().map(InstalledPlugin::id).toList();
                  return new UsageProblem(
                      "there is no plugin '%s': %s"
                          .formatted(
                              id,
                              Nearest.question(
                                  id, ids, "'" + Typed.here("plugins ls") + "' lists them")));
                });
    Console out = call.console();
    if (call.arguments().has("json")) {
      out.json(JsonPage.of(plugin));
      return ExitCode.OK;
    }
    out.result(out.style().bold(plugin.id()) + " " + plugin.version());
    line(out, "for", plugin.description());
    line(out, "by", plugin.provider());
    line(out, "offers", PluginsLsCommand.offers(plugin));
    line(out, "needs", "Balsam " + plugin.requires());
    line(out, "where", plugin.path().toString());
    line(out, "problem", plugin.problem());
    return ExitCode.OK;
  }

  private static void line(Console out, String name, String value) {
    if (!value.isEmpty()) {
      out.result("  " + out.style().dim(String.format(Locale.ROOT, "%-10s", name)) + value);
    }
  }
}
