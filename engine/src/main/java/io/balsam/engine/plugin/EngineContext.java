package io.balsam.engine.plugin;

import io.balsam.spi.CommandRunner;
import io.balsam.spi.PluginContext;
import java.nio.file.Path;
import java.time.Clock;

/** Services of the engine for plugins. */
public record EngineContext(CommandRunner commands, Clock clock, Path siteDirectory)
    implements PluginContext {

  /**
   * Returns a context that runs real processes.
   *
   * @param siteDirectory exists and is writable
   */
  public static EngineContext of(Path siteDirectory, Clock clock) {
    return new EngineContext(new ProcessCommandRunner(), clock, siteDirectory.toAbsolutePath());
  }
}
