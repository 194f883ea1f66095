package io.balsam.agent.site;

import io.balsam.engine.config.UserHome;
import java.nio.file.Path;
import java.util.Map;

/**
 * The user's environment: variables, the current directory, and the user's own files.
 *
 * @param variables environment variables
 * @param directory the current directory, absolute
 */
public record Environment(Map<String, String> variables, Path directory) {

  /** Returns an environment variable; empty when it is not set. */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Returns the file of the user's settings, which all sites share; need not exist. */
  public Path userSettings() {
    return place("XDG_CONFIG_HOME", ".config").resolve("balsam").resolve("settings.yml");
  }

  /** Returns the directory of the state that Balsam keeps for a user across sites. */
  public Path userState() {
    return place("XDG_STATE_HOME", ".local/state").resolve("balsam");
  }

  /** Returns the user's home; a path that does not exist for a user without one. */
  Path home() {
    return UserHome.of(variable("HOME"));
  }

  /**
   * Returns the directory that a variable names; a relative path would mean another one in each
   * directory, and the XDG standard says to ignore it.
   */
  private Path place(String variable, String otherwise) {
    Path named = Path.of(variable(variable));
    return named.isAbsolute() ? named : home().resolve(otherwise);
  }
}
