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
 * Directory of one BatchJob: {@code process}, its leading shell, and later {@code exit}.
 *
 * <p>Its leading shell is its resource manager: {@code timeout} signals a group of its own at the
 * wall time and when the shell receives SIGTERM, which is all that a cancel sends. Then the shell
 * waits for the remaining processes of the session, up to the grace period, kills them, and only
 * then writes the exit code, by rename. So limits hold without any process of Balsam, and a
 * launcher always gets SIGTERM first. A PID is trusted only together with its start time.
 */
record LocalBatchJob(Path folder) {

  /** A process and its start time: its PID alone may belong to another process later. */
  record Process(long pid, Instant started) {

    /** Tolerance of start times: two JVMs may compute them from the boot time a second apart. */
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
    // No start time: it has ended already, and has left its exit code.
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
    // In this sequence: it may end between the two checks, but its exit code is always there first.
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

  /** Returns the time of the last file written; empty while it runs. */
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
