package io.balsam.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** The user's home, which need not be there. */
public final class UserHome {

  /** Nothing is there, and nobody can make anything there. */
  private static final Path NOWHERE = Path.of("/dev/null", "no-home");

  private UserHome() {}

  /**
   * The home, or a place where nothing can be.
   *
   * @param variable the value of HOME, empty when it is not set
   */
  public static Path of(String variable) {
    Path home = Path.of(variable.isEmpty() ? System.getProperty("user.home", "") : variable);
    return home.isAbsolute() && Files.isDirectory(home) ? home : NOWHERE;
  }
}
