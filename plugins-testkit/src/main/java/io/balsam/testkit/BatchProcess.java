package io.balsam.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Script that a fake batch system really runs: in a session of its own, so that all of it can be
 * ended.
 */
public final class BatchProcess {

  private final Process process;

  private BatchProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command.
   *
   * @param environment its whole environment, nothing is inherited
   * @param files standard input, output and error
   * @throws IOException when it cannot be started
   */
  public static BatchProcess start(
      List<String> command, Path workdir, Map<String, String> environment, List<Path> files)
      throws IOException {
    // The child of a JVM never leads a group, so setsid becomes the command and keeps its PID.
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(workdir.toFile())
            .redirectInput(file(files, 0))
            .redirectOutput(file(files, 1))
            .redirectError(file(files, 2));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new BatchProcess(builder.start());
  }

  /**
   * Waits for the script, not for processes it left behind.
   *
   * @return the exit code, 128 + n for signal n
   */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits for a limited time.
   *
   * @return whether the script ended
   */
  public boolean waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends a signal to the script and to all of its process group. */
  public void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s " + name + " -- -" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills the script and what it started, also in sessions of their own as far as that is
   * detectable.
   */
  public void kill() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      List<ProcessHandle> all = descendants.toList();
      signal("KILL");
      all.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  private static File file(List<Path> files, int n) {
    return files.get(n).toFile();
  }
}
