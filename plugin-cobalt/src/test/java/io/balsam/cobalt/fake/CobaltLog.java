package io.balsam.cobalt.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code .cobaltlog} of one job: all that remains of it after it has left the queue. */
record CobaltLog(Path file) {

  /**
   * Begins the log; returns false when it cannot be written, for which Cobalt only prints a
   * warning.
   */
  boolean begin(int id, List<String> words, Path cwd) {
    return append("Jobid: " + id)
        && append("qsub " + String.join(" ", words))
        && line("submitted with cwd set to: " + cwd);
  }

  void info(String words) {
    line("Info: " + words);
  }

  void started(List<String> command, Map<String, String> environment, List<Path> files) {
    line("");
    line(
        "Command: "
            + command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")));
    line("");
    line("Environment:");
    environment.forEach((name, value) -> line(name + "=" + value));
    line("");
    info("stdin received from " + files.get(0));
    info("stdout sent to " + files.get(1));
    info("stderr sent to " + files.get(2));
    line("");
  }

  private boolean line(String words) {
    return append(Table.date(Instant.now()) + " " + words);
  }

  private boolean append(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
