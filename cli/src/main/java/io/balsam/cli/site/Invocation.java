package io.balsam.cli.site;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Io;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a command: its arguments, its output, and the site it is about. */
public final class Invocation {

  private final Arguments arguments;
  private final Console console;
  private final @Nullable SiteDirectory fixed;
  private @Nullable SiteDirectory nearest;
  private @Nullable Settings settings;

  public Invocation(Arguments arguments, Console console) {
    this(arguments, console, null);
  }

  private Invocation(Arguments arguments, Console console, @Nullable SiteDirectory fixed) {
    this.arguments = arguments;
    this.console = console;
    this.fixed = fixed;
  }

  /**
   * Returns the same call, about the given site.
   *
   * @throws io.balsam.cli.option.UsageProblem when other users can have changed it
   */
  public Invocation at(SiteDirectory site) {
    return new Invocation(arguments, console, new SiteTrust(io()).toLook(site));
  }

  public Arguments arguments() {
    return arguments;
  }

  public Console console() {
    return console;
  }

  public Io io() {
    return console.io();
  }

  /**
   * Returns the site that runs are started in.
   *
   * @throws io.balsam.cli.option.UsageProblem when other users can change it
   */
  public SiteDirectory site() {
    return fixed != null
        ? fixed
        : new SiteTrust(io()).toOwn(SiteDirectory.of(arguments, io(), false));
  }

  /**
   * Returns the site to look at, which may be the nearest one above.
   *
   * @throws io.balsam.cli.option.UsageProblem when other users can have changed it
   */
  public SiteDirectory nearestSite() {
    if (nearest == null) {
      nearest =
          fixed != null
              ? fixed
              : new SiteTrust(io()).toLook(SiteDirectory.of(arguments, io(), true));
    }
    return nearest;
  }

  /**
   * Returns the same call, about a site that is about to be created.
   *
   * @throws io.balsam.cli.option.UsageProblem when other users can change its directory
   */
  public Invocation toMake(SiteDirectory site) {
    return new Invocation(arguments, console, new SiteTrust(io()).toOwn(site));
  }

  /** Returns the settings of a site, flags included. */
  public Settings settings(SiteDirectory site) {
    if (settings == null) {
      Map<Setting, String> flags = new EnumMap<>(Setting.class);
      for (Setting setting : Setting.values()) {
        if (!setting.flag().isEmpty()) {
          arguments.text(setting.flag().substring(2)).ifPresent(text -> flags.put(setting, text));
        }
      }
      settings = SettingsCheck.read(io(), site, flags);
    }
    return settings;
  }
}
