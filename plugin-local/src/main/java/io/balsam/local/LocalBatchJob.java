package io.balsam.local;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one BatchJob: {@code process}, its leading shell, and later {@code exit}.
 *
 * <p>Its leading shell is its resource manager: {@code timeout} signals a group of its own at the
 * wall time and when the shell is told SIGTERM, which is all that a cancel does. Then the shell
 * waits for what is left of the session, up to the grace, kills it, and only then writes how it
 * ended, by rename. So limits hold with no process of Balsam's there, and a launcher always gets
 * SIGTERM first. A process number is believed only together with its start.
 */
record LocalBatchJob(Path folder) {

  /** A process and when it started: a number alone may be another process by tomorrow. */
  record Process(long pid, Instant started) {

    /** Two JVMs may work out a start from the boot time a second apart. */
    private static final Duration SAME = Duration.ofSeconds(2);

    boolean runs() {
      return startOf(pid)
          .filter(start -> Duration.between(start, started).abs().compareTo(SAME) < 0)
          .isPresent();
    }

    static Optional<Instant> startOf(long pid) {
      return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }
  }

  String id() {
    return folder.getFileName().toString();
  }

  void recordProcess(long pid) {
    // No start: it has ended already, and has left its exit code.
    Instant start = Process.startOf(pid).orElse(Instant.EPOCH);
    try {
      InPlace.put(
          folder.resolve("process"),
          path -> Files.writeString(path, "%d %s".formatted(pid, start)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Process process() {
    String[] words = read("process").orElse("0 " + Instant.EPOCH).split(" ");
    return new Process(Long.parseLong(words[0]), Instant.parse(words[1]));
  }

  BatchReport report() {
    Process process = process();
    // In this order: it may end between the two questions, but it never leaves its exit code late.
    boolean runs = process.runs();
    Optional<String> exit = read("exit");
    if (exit.isPresent()) {
      BatchState state = exit.get().equals("0") ? BatchState.FINISHED : BatchState.FAILED;
      return report(state, reason(exit.get()), process, written("exit"));
    }
    return runs
        ? report(BatchState.RUNNING, "", process, null)
        : report(BatchState.FAILED, "killed, or the machine was restarted", process, null);
  }

  /** When the last was written that will be; empty while it runs. */
  Optional<Instant> over() {
    return report().state() == BatchState.RUNNING
        ? Optional.empty()
        : Optional.ofNullable(written(Files.exists(folder.resolve("exit")) ? "exit" : "process"));
  }

  private static String reason(String exit) {
    return switch (exit) {
      case "0" -> "";
      case "cancelled" -> "cancelled";
      case "over" -> "its wall time is over";
      default -> "exit code " + exit;
    };
  }

  private static BatchReport report(
      BatchState state, String reason, Process process, @Nullable Instant ended) {
    Instant started = process.started().equals(Instant.EPOCH) ? null : process.started();
    return new BatchReport(state, reason, started, ended);
  }

  private Optional<String> read(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).trim()) : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private @Nullable Instant written(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private PluginException unreadable(IOException e) {
    return new PluginException(ErrorKind.SITE, "cannot use " + folder + ": " + e, e);
  }
}
