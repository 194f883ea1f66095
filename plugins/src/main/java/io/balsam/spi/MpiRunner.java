package io.balsam.spi;

import java.util.List;
import java.util.Map;

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

  /**
   * Why a launch ended that did not end well. Ranks tell their exit codes themselves, past the
   * runner; this is what only the runner can know. Answers {@link LaunchEnd#UNTOLD} in doubt. By
   * default what MPI libraries say is understood.
   *
   * @param output the last lines of what the runner and its ranks wrote to standard error
   */
  default LaunchEnd end(List<String> output) {
    return MpiWords.end(output);
  }

  /**
   * Whether a line of standard error is the runner's own and of no use to somebody who asks why a
   * job failed. Such lines are left out of what is shown of a failed job, unless there are no
   * others. By default none is.
   *
   * @param line without its end
   */
  default boolean isNoise(String line) {
    return false;
  }

  /**
   * Whether the runner is told to do something of its own with what ranks print, as to label the
   * lines. Otherwise ranks on one node write standard error to the job's file themselves, so that
   * what the runner says does not get into it. By default it is not.
   *
   * @param launchParams those of the job
   */
  default boolean shapesOutput(Map<String, String> launchParams) {
    return false;
  }

  /**
   * What the runner calls a launch, as shell text that each rank evaluates: {@code
   * $SLURM_JOB_ID.$SLURM_STEP_ID}. Empty when ranks can be signalled through the runner only.
   */
  default String rankName() {
    return "";
  }

  /**
   * The words that send a signal to all ranks of a launch, where one to the runner would not reach
   * them as it is.
   *
   * @param signal {@code TERM}, {@code KILL}
   * @param name what {@link #rankName} gave
   * @return empty where the runner itself is to be signalled
   */
  default List<String> signal(String signal, String name) {
    return List.of();
  }
}
