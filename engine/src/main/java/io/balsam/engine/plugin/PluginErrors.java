package io.balsam.engine.plugin;

import java.nio.file.Path;

/** Formats messages about plugins that do not work. */
final class PluginErrors {

  private PluginErrors() {}

  static String about(InstalledPlugin plugin) {
    return of(plugin, plugin.problem());
  }

  static String of(InstalledPlugin plugin, String problem) {
    return of(plugin.id(), plugin.path(), problem);
  }

  static String of(String id, Path path, String problem) {
    return "plugin '%s' (%s) %s".formatted(id, path, problem);
  }
}
