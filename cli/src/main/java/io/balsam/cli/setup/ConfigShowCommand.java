package io.balsam.cli.setup;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.SettingValue;
import io.balsam.engine.config.Settings;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.trust.DatabaseUrl;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code balsam config show} command. */
public final class ConfigShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("config show", "list every setting, its value and its origin")
        .with(
            Opt.value("cores", "N", "as 'balsam run --cores' would set it").older("slots"),
            Opt.value("gpus", "N", "as 'balsam run --gpus' would set it"),
            Opt.value("memory", "AMOUNT", "as 'balsam run --memory' would set it"),
            Opt.value("resources", "NAME=N,…", "as 'balsam run --resources' would set it"),
            Opt.flag("help-keys", "also explain each key"),
            CommandSpec.JSON)
        .about(
            """
            An option overrides an environment variable (BALSAM_<KEY>), which overrides settings.yml of the
            site, then the user's settings.yml ($XDG_CONFIG_HOME/balsam/), then the default.""")
        .examples("balsam config show", "BALSAM_CORES=2 balsam config show");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    SiteDirectory site = call.nearestSite();
    Settings settings = settings(call, site);
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(json(settings)));
      return ExitCode.OK;
    }
    boolean help = call.arguments().has("help-keys");
    Table table =
        help ? new Table("key", "value", "from", "meaning") : new Table("key", "value", "from");
    for (Setting setting : Setting.values()) {
      SettingValue value = settings.value(setting);
      boolean set = value.set();
      Table.Cell text =
          new Table.Cell(DatabaseUrl.hidden(value.text()), set ? console.style()::bold : t -> t);
      Table.Cell origin = new Table.Cell(value.origin(), set ? t -> t : console.style()::dim);
      if (help) {
        table.row(setting.key(), text, origin, setting.help());
      } else {
        table.row(setting.key(), text, origin);
      }
    }
    settings
        .blocks()
        .forEach(
            (path, value) -> {
              Table.Cell text = new Table.Cell(value.text(), console.style()::bold);
              if (help) {
                table.row(path, text, value.origin(), "");
              } else {
                table.row(path, text, value.origin());
              }
            });
    console.result(table);
    console.say("");
    console.say("site file  " + site.settings());
    console.say("user file  " + call.environment().userSettings());
    return ExitCode.OK;
  }

  /** Reads the settings; the plugin of the batch system may provide values that are not set. */
  private static Settings settings(Invocation call, SiteDirectory site) {
    Settings settings = call.settings(site);
    if (!site.made() || settings.modules().isEmpty()) {
      return settings;
    }
    try (PluginHost host = PlatformFactory.plugins(call.environment(), site)) {
      return SchedulerDefaults.of(settings, host);
    }
  }

  private static Map<String, Object> json(Settings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      SettingValue value = settings.value(setting);
      all.put(
          setting.key(), Map.of("value", DatabaseUrl.hidden(value.text()), "from", value.origin()));
    }
    settings
        .blocks()
        .forEach(
            (path, value) -> all.put(path, Map.of("value", value.text(), "from", value.origin())));
    return all;
  }
}
