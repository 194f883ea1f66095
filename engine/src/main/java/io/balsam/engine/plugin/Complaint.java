package io.balsam.engine.plugin;

/** The one form of a sentence about a plugin that does not work. */
final class Complaint {

  private Complaint() {}

  static String about(InstalledPlugin plugin) {
    return of(plugin, plugin.problem());
  }

  static String of(InstalledPlugin plugin, String problem) {
    return "plugin '%s' (%s) %s".formatted(plugin.id(), plugin.path(), problem);
  }
}
