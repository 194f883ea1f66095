package io.balsam.agent.access;

import io.balsam.agent.site.Environment;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.agent.site.SiteTrust;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.site.SiteConfig;
import io.balsam.server.ApiServer;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds all mistakes in a site's settings and in what they refer to, before anything starts. The
 * keys belong to Balsam, the blocks to service modules and plugins: each is asked, and all mistakes
 * are reported together.
 */
public final class SettingsCheck {

  private SettingsCheck() {}

  /**
   * Reads the settings of a site. If they contain a mistake, the plugins' complaints about their
   * blocks are reported with it; otherwise the plugins are not asked.
   *
   * @throws SettingsProblem with a line for each mistake
   */
  public static Settings read(
      Environment environment, SiteDirectory site, Map<Setting, String> flags) {
    List<String> problems = new ArrayList<>();
    Settings settings =
        Settings.read(
            flags,
            environment.variables(),
            site.settings(),
            new SiteTrust(environment).ownSettings(),
            problems);
    if (!problems.isEmpty()) {
      throw new SettingsProblem(all(problems, environment, site, settings));
    }
    return settings;
  }

  /**
   * Reads the configuration of a site's agent; also checks the settings, the job template and the
   * address.
   *
   * @throws SettingsProblem with a line for each mistake
   */
  public static SiteConfig plan(SiteContext context) {
    return plan(context, true);
  }

  /**
   * Reads the same configuration without a check of the template and the machine, for callers that
   * need the rules only.
   */
  static SiteConfig rules(SiteContext context) {
    return plan(context, false);
  }

  private static SiteConfig plan(SiteContext context, boolean whole) {
    SiteDirectory site = context.site();
    try (PluginHost host = PlatformFactory.plugins(context)) {
      Settings settings = SchedulerDefaults.of(context.settings(), host);
      List<String> problems = new ArrayList<>();
      SiteConfig plan =
          whole ? whole(site, settings, host, problems) : blocks(site, settings, host, problems);
      if (!problems.isEmpty()) {
        throw new SettingsProblem(problems);
      }
      return plan;
    }
  }

  /** Adds the mistakes in the blocks to those in the keys, so that all are reported at once. */
  private static List<String> all(
      List<String> problems, Environment environment, SiteDirectory site, Settings written) {
    try (PluginHost host = PlatformFactory.plugins(environment, site)) {
      if (site.made()) {
        whole(site, SchedulerDefaults.of(written, host), host, problems);
      } else {
        platform(written, host, problems);
      }
    }
    return problems.stream().distinct().toList();
  }

  private static SiteConfig whole(
      SiteDirectory site, Settings settings, PluginHost host, List<String> problems) {
    SiteConfig plan = blocks(site, settings, host, problems);
    plan.templateProblem(site.directory()).ifPresent(problems::add);
    listen(settings).ifPresent(problems::add);
    return plan;
  }

  private static SiteConfig blocks(
      SiteDirectory site, Settings settings, PluginHost host, List<String> problems) {
    if (!Files.exists(site.settings())) {
      problems.add(
          "there is no %s: put it back; 'balsam site init' writes one into a new directory"
              .formatted(site.settings()));
    } else if (settings.modules().isEmpty() && empty(site)) {
      problems.add(
          site.settings()
              + " is empty: without 'service_modules' no BatchJob is submitted and no hook runs");
    }
    SiteConfig plan = SiteConfig.read(site.directory(), settings, host, problems);
    platform(settings, host, problems);
    return plan;
  }

  private static void platform(Settings settings, PluginHost host, List<String> problems) {
    for (PluginException problem : Platforms.problems(host, PlatformFactory.chosen(settings))) {
      String.valueOf(problem.getMessage()).lines().forEach(problems::add);
    }
  }

  /** Returns what is wrong with the address that the agent is to listen on. */
  public static Optional<String> listen(Settings settings) {
    return ApiServer.refusal(settings.text(Setting.LISTEN))
        .map(wrong -> settings.value(Setting.LISTEN).origin() + ": listen: " + wrong);
  }

  private static boolean empty(SiteDirectory site) {
    try (Stream<String> lines = Files.lines(site.settings())) {
      return lines.map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
