package io.balsam.spi;

import java.util.List;

/**
 * Knows how this platform launches ranks. Pure: it builds a command line and starts nothing. Called
 * from several threads.
 */
public interface MpiRunner {

  /**
   * The words that start {@code launch.command()} on all its ranks.
   *
   * @return program and arguments, unquoted; ends with the words of {@code launch.command()},
   *     untouched
   * @throws PluginException {@link ErrorKind#USER} when the job asks for what the runner cannot do
   */
  List<String> commandLine(Launch launch);

  /**
   * Whether several jobs may share a node. Where it is false every job gets whole nodes, however
   * small it is.
   */
  default boolean sharesNodes() {
    return true;
  }
}
