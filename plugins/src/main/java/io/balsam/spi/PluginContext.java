package io.balsam.spi;

import java.nio.file.Path;
import java.time.Clock;

/** What the engine lends to a plugin. Everything with an effect on the outside is behind it. */
public interface PluginContext {

  /** Runs command lines of the platform's tools; see {@link CommandRunner}. */
  CommandRunner commands();

  /** The only clock a plugin reads, so that its specs can set the time. */
  Clock clock();

  /** The directory of the site (or of the run, on a laptop); exists and is writable. */
  Path siteDirectory();
}
