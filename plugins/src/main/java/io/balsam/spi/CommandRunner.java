package io.balsam.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one tool of the platform (sbatch, qstat, …) to completion and returns its output. */
public interface CommandRunner {

  /**
   * Runs a command and waits for it.
   *
   * @param command program and arguments; not interpreted by a shell
   * @param environment variables added to the inherited environment
   * @param stdin text written to the program's standard input, empty for none
   * @param limit time after which the program is killed
   * @return exit code and both outputs, also when the exit code is not 0
   * @throws PluginException {@link ErrorKind#SITE} when the program cannot be started, {@link
   *     ErrorKind#TRANSIENT} when it exceeded the limit
   */
  CommandResult run(
      List<String> command, Map<String, String> environment, String stdin, Duration limit);

  /** Runs a command with the inherited environment, no input and a limit of one minute. */
  default CommandResult run(String... command) {
    return run(List.of(command), Map.of(), "", Duration.ofMinutes(1));
  }
}
