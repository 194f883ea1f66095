package io.balsam.engine.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Information about its job that a hook or a function receives.
 *
 * @param id number of the job
 * @param app name of the app
 * @param state the state on entry
 * @param workdir absolute; that of a function may not exist yet, see {@link #directory}
 * @param parameters with defaults filled in
 * @param tags as declared
 * @param data a mutable copy: its content when the hook returns is stored
 * @param attempts attempts so far, including the one that just ended
 * @param returnCode exit code of the last attempt, 128 + n if signal n ended it; null before the
 *     first and after a timeout
 * @param result value of a function app; null otherwise
 * @param resources resources that the job occupies
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
   * Returns the workdir, and creates it when it does not exist.
   *
   * @throws NoWorkdirException when it cannot be created
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
   * Information about a parent that a child receives.
   *
   * @param id number of the parent
   * @param app name of its app
   * @param state a terminal state
   * @param workdir absolute; a function that did not ask for its own has none
   * @param tags as declared
   * @param data its current data
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

    /** Returns the parent's workdir, as {@link JobContext#directory} does. */
    public Path directory() {
      return made(workdir);
    }
  }
}
