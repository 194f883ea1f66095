package io.balsam.cli.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which Balsam this is. */
public final class Version {

  private Version() {}

  /** {@code balsam 1.2.3 (Java 17.0.15)}. */
  public static String line() {
    return "balsam " + number() + " (Java " + System.getProperty("java.version") + ")";
  }

  /** The version's number. */
  public static String number() {
    try (InputStream in = Version.class.getResourceAsStream("/io/balsam/cli/version.properties")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.strip().replace("version=", "");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
