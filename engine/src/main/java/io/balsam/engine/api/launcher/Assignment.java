package io.balsam.engine.api.launcher;

import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A leased job with all that is needed to run it. The launcher adds what depends on the place: the
 * MPI runner's words, the threads and GPUs in the environment.
 *
 * <p>The owner renders everything that needs the script, so launchers need none: a missing
 * parameter fails the job at the owner. A run on the owner's own nodes goes through an order too.
 * Functions are the exception: their code is read from the run's script by the launcher.
 *
 * @param job the job's number
 * @param attempt counts from 1
 * @param run the run's name
 * @param runDirectory absolute; the workdir must be inside
 * @param workdir absolute; made when it does not exist
 * @param command shell text of one rank, all values in it quoted; empty for a function
 * @param preamble shell text run before it in the same shell, empty for none
 * @param appEnvironment the app's, over the launcher's own
 * @param environment the job's and {@code BALSAM_*}, over the app's
 * @param mergeOutput standard error goes to {@code job.out} as well
 * @param strictShell the shell ends the text at its first command that fails, also inside a pipe
 * @param resources what it occupies
 * @param wallTime limit of this run, zero for none
 * @param runner name of the MPI runner, empty for the platform's choice
 * @param launchParams for the MPI runner, verbatim
 * @param placement where among the session's nodes; with a cache only the node counts
 * @param function what to call instead of a command; null for a command
 */
public record Assignment(
    long job,
    int attempt,
    String run,
    Path runDirectory,
    Path workdir,
    String command,
    String preamble,
    Map<String, String> appEnvironment,
    Map<String, String> environment,
    boolean mergeOutput,
    boolean strictShell,
    Resources resources,
    Duration wallTime,
    String runner,
    Map<String, String> launchParams,
    Placement placement,
    @Nullable FunctionCall function) {

  /** The same, placed elsewhere. */
  public Assignment at(Placement elsewhere) {
    return new Assignment(
        job,
        attempt,
        run,
        runDirectory,
        workdir,
        command,
        preamble,
        appEnvironment,
        environment,
        mergeOutput,
        strictShell,
        resources,
        wallTime,
        runner,
        launchParams,
        elsewhere,
        function);
  }

  /**
   * A function app's call. Its code is in the run's script.
   *
   * @param runId the run's number, for {@link io.balsam.engine.api.Balsam#script}
   * @param app the app's name
   * @param context what the function is told
   */
  public record FunctionCall(long runId, String app, JobContext context) {}
}
