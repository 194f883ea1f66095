package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Process to start.
 *
 * @param job number of the job
 * @param attempt from 1; outputs of later attempts are appended
 * @param workdir absolute; created when it does not exist
 * @param command shell text, all values in it quoted; a plain command is run without a shell
 * @param preamble shell text run before it in the same shell, empty for none
 * @param environment added to the engine's own; later keys win
 * @param mergeOutput whether standard error goes to {@code job.out} as well
 * @param strict whether the shell stops at the first command that fails, also inside a pipe
 * @param scripts files with shell text that the command refers to: written before it starts,
 *     removed when it has ended
 * @param ranks ranks that the command has an MPI runner start; null for a process without ranks
 * @param memory bytes that its processes may use on this machine together; 0 for no limit
 * @param local whether all its processes are on this machine and started by the command, so that
 *     what they use can be measured
 */
public record ProcessSpec(
    long job,
    int attempt,
    Path workdir,
    String command,
    String preamble,
    Map<String, String> environment,
    boolean mergeOutput,
    boolean strict,
    Map<Path, String> scripts,
    @Nullable RankEnds ranks,
    long memory,
    boolean local) {

  /** Creates a local process without a memory limit. */
  public ProcessSpec(
      long job,
      int attempt,
      Path workdir,
      String command,
      String preamble,
      Map<String, String> environment,
      boolean mergeOutput,
      boolean strict,
      Map<Path, String> scripts,
      @Nullable RankEnds ranks) {
    this(
        job,
        attempt,
        workdir,
        command,
        preamble,
        environment,
        mergeOutput,
        strict,
        scripts,
        ranks,
        0,
        true);
  }

  /** Creates a local process with a strict shell, without files, ranks and memory limit. */
  public ProcessSpec(
      long job,
      int attempt,
      Path workdir,
      String command,
      String preamble,
      Map<String, String> environment,
      boolean mergeOutput) {
    this(job, attempt, workdir, command, preamble, environment, mergeOutput, true, Map.of(), null);
  }

  /** Returns whether a line of its output is its MPI runner's, and irrelevant to the job. */
  public boolean isNoise(String line) {
    return ranks != null && ranks.isNoise(line);
  }

  /** Returns the files that are written for it: its scripts, and those for output. */
  List<Path> written() {
    List<Path> files = new ArrayList<>(scripts.keySet());
    files.add(workdir.resolve(OutputFiles.OUT));
    if (!mergeOutput) {
      files.add(workdir.resolve(OutputFiles.ERR));
    }
    if (ranks != null) {
      files.add(ranks.saidIn());
    }
    return files;
  }

  ProcessSpec withScripts(Map<Path, String> more) {
    return new ProcessSpec(
        job,
        attempt,
        workdir,
        command,
        preamble,
        environment,
        mergeOutput,
        strict,
        more,
        ranks,
        memory,
        local);
  }
}
