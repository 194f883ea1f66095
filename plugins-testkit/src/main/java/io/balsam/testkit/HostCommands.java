package io.balsam.testkit;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands on this machine, for providers whose tools are installed here. */
public final class HostCommands implements CommandRunner {

  @Override
  public CommandResult run(
      List<String> command, Map<String, String> environment, String stdin, Duration limit) {
    try {
      Path folder = Files.createTempDirectory("balsam-spec");
      try {
        return run(command, environment, stdin, limit, folder);
      } finally {
        for (String name : List.of("in", "out", "err")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginException(ErrorKind.TRANSIENT, "interrupted", e);
    }
  }

  private static CommandResult run(
      List<String> command,
      Map<String, String> environment,
      String stdin,
      Duration limit,
      Path folder)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Files.writeString(folder.resolve("in"), stdin).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = start(builder);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PluginException(ErrorKind.TRANSIENT, command.get(0) + " overran its limit");
      }
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    return new CommandResult(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, String.valueOf(e.getMessage()), e);
    }
  }
}
