package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.command.ShellWords;
import io.balsam.engine.files.OutputTail;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Processes of workers, each started on its node by the MPI runner.
 *
 * <p>A launch of one rank each, not one for all: {@code mpirun} ends all ranks when one is killed,
 * without saying which it was. So the loss of a node costs that node only. A lost worker is not
 * started again: in an allocation a node that failed once is rarely better for it.
 */
final class WorkerProcesses {

  private final Platform platform;
  private final Spawner spawner;
  private final WorkerStarts starts;
  private final Path directory;
  private final Duration grace;

  /**
   * @param directory receives their output
   */
  WorkerProcesses(
      Platform platform, Spawner spawner, WorkerStarts starts, Path directory, Duration grace) {
    this.platform = platform;
    this.spawner = spawner;
    this.starts = starts;
    this.directory = directory;
    this.grace = grace;
  }

  void open(Sessions master) {
    starts.serve(master);
  }

  /**
   * Starts a worker.
   *
   * @param onEnd receives the reason why it ended, from any thread
   */
  void start(Worker worker, Consumer<String> onEnd) {
    int cores = worker.node.cpuIds().size();
    // One launch for each: the end of one is seen, and no runner ends the others because of it.
    Launch launch =
        new Launch(
            worker.process(),
            starts.command(worker.node, worker.position),
            List.of(worker.node.name()),
            1,
            cores,
            1,
            worker.node.gpuIds().size(),
            worker.node,
            worker.node.cpuIds(),
            worker.node.gpuIds(),
            // It takes the GPUs as its system shows them there.
            Map.of(),
            0,
            Map.of());
    MpiRunner runner = platform.runner("");
    List<String> words = runner.needed(launch) ? runner.commandLine(launch) : launch.command();
    ProcessSpec spec =
        new ProcessSpec(
            worker.process(), 1, directory(worker), ShellWords.join(words), "", Map.of(), true);
    spawner.start(
        spec,
        end ->
            onEnd.accept(
                end.exitCode() == null
                    ? "its process was ended" + (end.error().isEmpty() ? "" : ": " + end.error())
                    : "its process ended with exit code " + end.exitCode()));
  }

  private Path directory(Worker worker) {
    return directory.resolve(worker.node.name());
  }

  /** Returns the last lines of output of the worker, or of the MPI runner that started it. */
  List<String> output(Worker worker) {
    return OutputTail.of(directory(worker));
  }

  /** Ends a worker that should have ended by itself. */
  void end(Worker worker) {
    spawner.end(worker.process(), grace.multipliedBy(2));
  }

  void close() {
    spawner.close();
    starts.close();
  }
}
