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

/** The folder of one BatchJob: {@code process}, and later {@code exit} or {@code cancelled}. */
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
    write("process", pid + " " + start);
  }

  void recordCancel() {
    write("cancelled", "");
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
    if (Files.exists(folder.resolve("cancelled"))) {
      return report(BatchState.FAILED, "cancelled", process);
    }
    if (exit.isPresent()) {
      return exit.get().equals("0")
          ? report(BatchState.FINISHED, "", process)
          : report(BatchState.FAILED, reason(exit.get()), process);
    }
    return runs
        ? report(BatchState.RUNNING, "", process)
        : report(BatchState.FAILED, "killed, or the machine was restarted", process);
  }

  private static String reason(String exit) {
    return exit.equals("124") ? "exit code 124: its wall time is over" : "exit code " + exit;
  }

  private BatchReport report(BatchState state, String reason, Process process) {
    Instant started = process.started().equals(Instant.EPOCH) ? null : process.started();
    try {
      Path exit = folder.resolve("exit");
      Instant ended = Files.exists(exit) ? Files.getLastModifiedTime(exit).toInstant() : null;
      return new BatchReport(state, reason, started, ended);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Optional<String> read(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).trim()) : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void write(String name, String text) {
    try {
      InPlace.put(folder.resolve(name), path -> Files.writeString(path, text));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private PluginException unreadable(IOException e) {
    return new PluginException(ErrorKind.SITE, "cannot use " + folder + ": " + e, e);
  }
}
