package io.balsam.engine.api.launcher;

import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leased job with everything needed to run it. The launcher adds what depends on its nodes: the MPI
 * runner's command line, and the threads and GPUs in the environment.
 *
 * <p>The owner renders everything that needs the script, so launchers need none: a missing
 * parameter fails the job at the owner. Jobs on the owner's own nodes use assignments too.
 * Functions are the exception: the launcher reads their code from the run's script.
 *
 * @param job number of the job
 * @param attempt counts from 1
 * @param run name of the run
 * @param runDirectory absolute; the workdir must be inside
 * @param workdir absolute; created when it does not exist
 * @param command shell text of one rank, with all values quoted; empty for a function
 * @param preamble shell text run before it in the same shell, empty for none
 * @param appEnvironment variables of the app, over the launcher's own
 * @param environment variables of the job and {@code BALSAM_*}, over the app's
 * @param mergeOutput whether standard error goes to {@code job.out} as well
 * @param strictShell whether the shell stops at the first command that fails, also inside a pipe
 * @param resources resources that it occupies
 * @param wallTime limit of this attempt, zero for none
 * @param runner name of the MPI runner, empty for the platform's choice
 * @param launchParams for the MPI runner, verbatim
 * @param placement nodes, cores and GPUs within the session; with a cache only the node counts
 * @param function function to call instead of a command; null for a command
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

  /** Returns this assignment with another placement. */
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
   * Call of a function app. Its code is in the run's script.
   *
   * @param runId number of the run, for {@link io.balsam.engine.api.Balsam#script}
   * @param app name of the app
   * @param context context that the function receives
   */
  public record FunctionCall(long runId, String app, JobContext context) {}
}
