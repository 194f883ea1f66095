package io.balsam.agent.process;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.api.Json;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that an agent was started with, as texts by their full path, with the defaults of
 * its batch system.
 *
 * @param values such as {@code service_modules.batch_job_manager.poll_interval_sec} to {@code 30}
 */
public record AppliedSettings(Map<String, String> values) {

  /** Returns the settings that an agent of a site would be started with now. */
  public static AppliedSettings of(SiteContext context) {
    try (PluginHost host = PlatformFactory.plugins(context)) {
      return of(SchedulerDefaults.of(context.settings(), host));
    }
  }

  /** Returns settings as texts. */
  static AppliedSettings of(Settings settings) {
    Map<String, String> values = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      values.put(setting.key(), DatabaseUrl.hidden(settings.text(setting)));
    }
    settings.modules().keySet().forEach(name -> values.put("service_modules." + name, "on"));
    settings.blocks().forEach((path, value) -> values.put(path, value.text()));
    return new AppliedSettings(values);
  }

  void write(SiteDirectory site) {
    try {
      OwnFiles.writePrivate(site.appliedSettings(), Json.mapper().writeValueAsBytes(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the settings that the agent recorded when it started; empty when there never was one. */
  public static AppliedSettings read(SiteDirectory site) {
    try {
      return new AppliedSettings(
          Json.mapper()
              .readValue(
                  Files.readAllBytes(site.appliedSettings()),
                  new TypeReference<TreeMap<String, String>>() {}));
    } catch (NoSuchFileException e) {
      return new AppliedSettings(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists the differences to newer settings, one line for each key. */
  public List<String> changes(AppliedSettings newer) {
    List<String> lines = new ArrayList<>();
    newer.values.forEach(
        (key, value) -> {
          String before = values.get(key);
          if (before == null) {
            lines.add("%s: %s (was not set)".formatted(key, value));
          } else if (!before.equals(value)) {
            lines.add("%s: %s (was %s)".formatted(key, value, before));
          }
        });
    values.forEach(
        (key, value) -> {
          if (!newer.values.containsKey(key)) {
            lines.add("%s: not set (was %s)".formatted(key, value));
          }
        });
    return lines;
  }
}
