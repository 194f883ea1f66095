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
   * Whether a job of one rank must be launched by the runner at all. One that would run on the
   * launcher's own machine anyway may be started there by itself, which is quicker.
   *
   * @param launch of one rank on one node
   */
  default boolean needed(Launch launch) {
    return true;
  }

  /**
   * Whether several jobs may share a node. Where it is false every job gets whole nodes, however
   * small it is.
   */
  default boolean sharesNodes() {
    return true;
  }
}
