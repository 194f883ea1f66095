package io.balsam.engine.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a hook or a function is told about its job.
 *
 * @param id the job's number
 * @param app the app's name
 * @param state the state on entry
 * @param workdir absolute; a function's may not be there yet, see {@link #directory}
 * @param parameters with defaults filled in
 * @param tags as declared
 * @param data a mutable copy: what is in it when the hook returns is stored
 * @param attempts runs so far, the one that just ended included
 * @param returnCode exit code of the last run; null before the first and after a timeout
 * @param result value of a function app; null otherwise
 * @param resources what the job occupies
 * @param parents the parents, in the order declared
 */
public record JobContext(
    long id,
    String app,
    JobState state,
    Path workdir,
    Map<String, Object> parameters,
    Map<String, String> tags,
    Map<String, Object> data,
    int attempts,
    @Nullable Integer returnCode,
    @Nullable Object result,
    Resources resources,
    List<ParentContext> parents) {

  /**
   * The workdir, which is there when this returns.
   *
   * @throws NoWorkdirException when it cannot be made
   */
  public Path directory() {
    return made(workdir);
  }

  private static Path made(Path directory) {
    try {
      return Files.isDirectory(directory) ? directory : Files.createDirectories(directory);
    } catch (IOException e) {
      throw new NoWorkdirException(directory, e);
    }
  }

  /**
   * What a child may know of a parent.
   *
   * @param id the parent's number
   * @param app its app's name
   * @param state a terminal state
   * @param workdir absolute; a function that did not ask for its own has none
   * @param tags as declared
   * @param data as it stands
   * @param result value of a function app
   */
  public record ParentContext(
      long id,
      String app,
      JobState state,
      Path workdir,
      Map<String, String> tags,
      Map<String, Object> data,
      @Nullable Object result) {

    /** As {@link JobContext#directory}. */
    public Path directory() {
      return made(workdir);
    }
  }
}
