package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to start.
 *
 * @param job the job's number
 * @param attempt from 1; outputs of later attempts are appended
 * @param workdir absolute; made when it does not exist
 * @param command shell text, all values in it quoted; a plain command is run without a shell
 * @param preamble shell text run before it in the same shell, empty for none
 * @param environment added to the engine's own; later keys win
 * @param mergeOutput standard error goes to {@code job.out} as well
 * @param strict the shell ends the text at its first command that fails, also inside a pipe
 * @param scripts files with shell text that the command names: written before it starts, removed
 *     when it has ended
 * @param ranks those that the command has an MPI runner start; null for a process that is its own
 * @param memory bytes that its processes may have on this machine together; 0 for no limit
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
    long memory) {

  /** A process without a limit of memory. */
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
        0);
  }

  /** The same whose shell is strict, and which needs no files. */
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

  /** Whether a line of what it wrote is its MPI runner's, and says nothing of the job. */
  public boolean isNoise(String line) {
    return ranks != null && ranks.isNoise(line);
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
        memory);
  }
}
