package io.balsam.testkit;

import io.balsam.spi.CommandRunner;
import io.balsam.spi.PluginContext;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Context for a provider under test.
 *
 * @param commands recorded ones, or {@link HostCommands}
 * @param clock any clock; a fixed one makes a spec repeatable
 * @param siteDirectory an existing directory, as from Spock's {@code @TempDir}
 */
public record TestContext(CommandRunner commands, Clock clock, Path siteDirectory)
    implements PluginContext {

  /** Creates a context with real processes and the real time. */
  public static TestContext real(Path siteDirectory) {
    return new TestContext(new HostCommands(), Clock.systemUTC(), siteDirectory);
  }

  /** Creates a context with these answers in place of processes, and the real time. */
  public static TestContext recorded(RecordedCommands commands, Path siteDirectory) {
    return new TestContext(commands, Clock.systemUTC(), siteDirectory);
  }
}
