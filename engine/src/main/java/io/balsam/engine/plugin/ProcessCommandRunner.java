package io.balsam.engine.plugin;

import io.balsam.engine.process.OwnLocale;
import io.balsam.engine.trust.SecretVariables;
import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs tools as child processes, and kills them with all their children at their limit. Input and
 * outputs are files: a pipe would block for as long as a child of the tool keeps it open.
 */
public final class ProcessCommandRunner implements CommandRunner {

  @Override
  public CommandResult run(
      List<String> command, Map<String, String> environment, String stdin, Duration limit) {
    try {
      Path files = Files.createTempDirectory("balsam-tool");
      try {
        return run(command, environment, stdin, limit, files);
      } finally {
        for (String name : List.of("in", "out", "err")) {
          Files.deleteIfExists(files.resolve(name));
        }
        Files.delete(files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandResult run(
      List<String> command,
      Map<String, String> environment,
      String stdin,
      Duration limit,
      Path files)
      throws IOException {
    Path in = Files.writeString(files.resolve("in"), stdin);
    Path out = files.resolve("out");
    Path err = files.resolve("err");
    ProcessBuilder builder =
        OwnLocale.restore(new ProcessBuilder(command))
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    SecretVariables.takeFrom(builder.environment());
    builder.environment().putAll(environment);
    Process process = start(builder);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PluginException(
            ErrorKind.TRANSIENT,
            "%s did not end within %s s and was killed"
                .formatted(command.get(0), limit.toMillis() / 1000.0));
      }
      return new CommandResult(process.exitValue(), text(out), text(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginException(ErrorKind.TRANSIENT, command.get(0) + " was interrupted", e);
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, words(builder, String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Returns {@code Cannot run program "mpirun": error=2, No such file or directory} in words for
   * people.
   */
  private static String words(ProcessBuilder builder, String message) {
    String program = builder.command().get(0);
    if (!message.contains("error=2,") || Files.exists(Path.of(program))) {
      return message;
    }
    return program.contains("/")
        ? "no such program: " + program
        : "no program '" + program + "' on the PATH";
  }

  private static String text(Path file) throws IOException {
    // Not readString, which rejects bytes that are not UTF-8.
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
