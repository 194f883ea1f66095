package io.balsam.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Home directory of the user, which need not exist. */
public final class UserHome {

  /** Path at which nothing exists and nothing can be created. */
  private static final Path NOWHERE = Path.of("/dev/null", "no-home");

  private UserHome() {}

  /**
   * Returns the home directory, or a path at which nothing can exist.
   *
   * @param variable the value of HOME, empty when it is not set
   */
  public static Path of(String variable) {
    Path home = Path.of(variable.isEmpty() ? System.getProperty("user.home", "") : variable);
    return home.isAbsolute() && Files.isDirectory(home) ? home : NOWHERE;
  }
}
