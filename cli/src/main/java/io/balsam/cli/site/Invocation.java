package io.balsam.cli.site;

import io.balsam.agent.access.SettingsCheck;
import io.balsam.agent.site.Environment;
import io.balsam.agent.site.JvmCommand;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.agent.site.SiteTrust;
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

  private static final JvmCommand PROGRAM = new JvmCommand("io.balsam.cli.Main");

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
   * @throws io.balsam.agent.site.UntrustedSite when other users can have changed it
   */
  public Invocation at(SiteDirectory site) {
    return new Invocation(arguments, console, trust().toLook(site));
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

  /** Returns the user's environment. */
  public Environment environment() {
    return new Environment(io().environment(), io().directory());
  }

  /** Returns how this program is started again, as an agent or a worker. */
  public JvmCommand program() {
    return PROGRAM;
  }

  private SiteTrust trust() {
    return new SiteTrust(environment());
  }

  private SiteFinder finder() {
    return new SiteFinder(environment());
  }

  /**
   * Returns the site that runs are started in.
   *
   * @throws io.balsam.agent.site.UntrustedSite when other users can change it
   */
  public SiteDirectory site() {
    return fixed != null ? fixed : trust().toOwn(finder().of(arguments, false));
  }

  /**
   * Returns the site to look at, which may be the nearest one above.
   *
   * @throws io.balsam.agent.site.UntrustedSite when other users can have changed it
   */
  public SiteDirectory nearestSite() {
    if (nearest == null) {
      nearest = fixed != null ? fixed : trust().toLook(finder().of(arguments, true));
    }
    return nearest;
  }

  /**
   * Returns the same call, about a site that is about to be created.
   *
   * @throws io.balsam.agent.site.UntrustedSite when other users can change its directory
   */
  public Invocation toMake(SiteDirectory site) {
    return new Invocation(arguments, console, trust().toOwn(site));
  }

  /** Returns what it takes to open the site to look at. */
  public SiteContext context() {
    return context(nearestSite());
  }

  /** Returns what it takes to open a site. */
  public SiteContext context(SiteDirectory site) {
    return new SiteContext(site, settings(site), environment(), new ConsoleFrontend(console));
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
      settings = SettingsCheck.read(environment(), site, flags);
    }
    return settings;
  }
}
