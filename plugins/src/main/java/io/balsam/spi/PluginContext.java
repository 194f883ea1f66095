package io.balsam.spi;

import java.nio.file.Path;
import java.time.Clock;

/** Services that the engine provides to a plugin. All effects on the outside go through it. */
public interface PluginContext {

  /** Returns the runner of the platform's tools; see {@link CommandRunner}. */
  CommandRunner commands();

  /** Returns the only clock that a plugin reads, so that its specs can set the time. */
  Clock clock();

  /** Returns the directory of the site (or of the run, on a laptop); it exists and is writable. */
  Path siteDirectory();
}
