package io.balsam.spi;

import java.util.List;
import java.util.Map;

/**
 * Builds the command line that launches ranks on this platform. Pure: it starts nothing. Called
 * from several threads.
 */
public interface MpiRunner {

  /**
   * Returns the command line that starts {@code launch.command()} on all its ranks.
   *
   * @return program and arguments, unquoted; ends with the words of {@code launch.command()},
   *     unchanged
   * @throws PluginException {@link ErrorKind#USER} when the job asks for something that the runner
   *     cannot do
   */
  List<String> commandLine(Launch launch);

  /**
   * Returns whether a job of one rank must be launched through the runner at all. One that would
   * run on the launcher's own machine anyway may be started there directly, which is faster.
   *
   * @param launch a launch of one rank on one node
   */
  default boolean needed(Launch launch) {
    return true;
  }

  /**
   * Returns whether several jobs may share a node. If not, every job gets whole nodes, however
   * small it is.
   */
  default boolean sharesNodes() {
    return true;
  }

  /**
   * Returns the reason for the end of a launch that did not end well. Ranks report their exit codes
   * directly, not through the runner; this covers what only the runner can detect. Returns {@link
   * LaunchEnd#UNTOLD} when in doubt. The default recognises the messages of MPI libraries.
   *
   * @param output last lines that the runner and its ranks wrote to standard error
   */
  default LaunchEnd end(List<String> output) {
    return MpiWords.end(output);
  }

  /**
   * Returns whether a line of standard error is the runner's own and does not help to explain a
   * failed job. Such lines are left out of the output shown for a failed job. By default no line
   * is.
   *
   * @param line the line without its line break
   */
  default boolean isNoise(String line) {
    return false;
  }

  /**
   * Returns whether the runner is asked to process the output of the ranks itself, for example to
   * label lines. Otherwise ranks on one node write standard error to the job's file directly, so
   * that the runner's own messages do not get into it. By default it is not.
   *
   * @param launchParams launch parameters of the job
   */
  default boolean shapesOutput(Map<String, String> launchParams) {
    return false;
  }

  /**
   * Returns the runner's name for a launch, as shell text that each rank evaluates: {@code
   * $SLURM_JOB_ID.$SLURM_STEP_ID}. Empty when ranks can be signalled through the runner only.
   */
  default String rankName() {
    return "";
  }

  /**
   * Returns the command line that sends a signal to all ranks of a launch, for runners that do not
   * pass on a signal sent to the runner itself unchanged.
   *
   * @param signal {@code TERM}, {@code KILL}
   * @param name name that {@link #rankName} evaluated to
   * @return empty where the runner itself is to be signalled
   */
  default List<String> signal(String signal, String name) {
    return List.of();
  }
}
