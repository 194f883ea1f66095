package io.balsam.cli.setup;

import io.balsam.engine.plugin.BalsamVersion;

/** Version of this program. */
public final class Version {

  private Version() {}

  /** Returns the version as {@code balsam 1.2.3 (Java 17.0.15)}. */
  public static String line() {
    return "balsam " + BalsamVersion.full() + " (Java " + System.getProperty("java.version") + ")";
  }
}
