package io.balsam.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this build, as the root pom has it. */
public final class BalsamVersion {

  private BalsamVersion() {}

  /** For people, {@code 1.2.3} or {@code 1.2.3-SNAPSHOT}. */
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
   * What a plugin's {@code Plugin-Requires} is held against: a snapshot stands for the release that
   * it becomes, for {@code >=1.2.3} would not admit {@code 1.2.3-SNAPSHOT}.
   */
  static String release() {
    return full().replaceFirst("-.*", "");
  }
}
