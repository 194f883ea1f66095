package io.balsam.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Version of this build, as in the root pom. */
public final class BalsamVersion {

  private BalsamVersion() {}

  /** Returns the version for people, {@code 1.2.3} or {@code 1.2.3-SNAPSHOT}. */
  public static String full() {
    try (InputStream in = BalsamVersion.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is not on the class path: build anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the version with which a plugin's {@code Plugin-Requires} is compared: a snapshot
   * counts as the release that it becomes, since {@code >=1.2.3} would not admit {@code
   * 1.2.3-SNAPSHOT}.
   */
  static String release() {
    return full().replaceFirst("-.*", "");
  }
}
