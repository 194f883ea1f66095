package io.balsam.testkit;

import io.balsam.spi.CommandRunner;
import io.balsam.spi.PluginContext;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a provider under test is lent.
 *
 * @param commands recorded ones, or {@link HostCommands}
 * @param clock any; a fixed one makes a spec repeatable
 * @param siteDirectory an existing folder, as from Spock's {@code @TempDir}
 */
public record TestContext(CommandRunner commands, Clock clock, Path siteDirectory)
    implements PluginContext {

  /** With real processes and the real time. */
  public static TestContext real(Path siteDirectory) {
    return new TestContext(new HostCommands(), Clock.systemUTC(), siteDirectory);
  }

  /** With these answers in the place of processes, and the real time. */
  public static TestContext recorded(RecordedCommands commands, Path siteDirectory) {
    return new TestContext(commands, Clock.systemUTC(), siteDirectory);
  }
}
