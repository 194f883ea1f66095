package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Spawner;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Creates launchers, each with its crew. */
public final class Launchers {

  private Launchers() {}

  /**
   * Creates a launcher whose jobs are processes of this host, or are started from here by the
   * platform's MPI runner.
   *
   * @param owners finds the site's owner, each time the connection is made; throws {@link
   *     OwnerUnavailable} when there is none at present
   * @param scripts returns the script of a run, for function apps; throws when it is not available
   * @param platform for its MPI runners
   * @param spawner starts the processes; closed at the end
   * @param loader reads the scripts of function apps
   */
  public static Launcher onNodes(
      LauncherConfig config,
      Supplier<Sessions> owners,
      LongFunction<Script> scripts,
      Platform platform,
      Spawner spawner,
      WorkflowLoader loader,
      EngineRuntime runtime) {
    return new Launcher(
        config,
        owners,
        (inbox, listener, figures, mayBegin) ->
            new LocalCrew(
                config,
                JobStarter.here(config, scripts, platform, spawner, loader, runtime),
                listener,
                figures,
                inbox,
                mayBegin,
                runtime.clock()),
        runtime);
  }

  /**
   * Creates a launcher whose jobs are run by a worker on each node.
   *
   * @param owners as of {@link #onNodes}
   * @param platform its MPI runner starts the workers
   * @param spawner starts the processes of workers; closed at the end
   * @param starts makes the workers' commands; closed at the end
   * @param directory absolute, receives the workers' output
   */
  public static Launcher ofWorkers(
      LauncherConfig config,
      Supplier<Sessions> owners,
      Platform platform,
      Spawner spawner,
      WorkerStarts starts,
      Path directory,
      EngineRuntime runtime) {
    return new Launcher(
        config,
        owners,
        (inbox, listener, figures, mayBegin) ->
            new WorkerCrew(
                config,
                new WorkerProcesses(platform, spawner, starts, directory, config.grace()),
                listener,
                figures,
                inbox,
                runtime.threads("balsam-answers"),
                runtime.clock()),
        runtime);
  }
}
