package io.balsam.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Background programs that carry a mark in their environment, which their children inherit. A guard
 * process kills all that carry it when this object is closed or this JVM has died.
 */
final class SlurmDaemons implements AutoCloseable {

  /**
   * Script of the guard: reads until the JVM closes the pipe; $1 is the mark, $2 the directory to
   * remove.
   */
  private static final String GUARD =
      """
      while read -r line; do :; done
      marked() {  # slurmstepd writes its title over its environment: known by its children
        for pid in $(grep -lzF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
          echo $pid
          parent=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$pid/status 2>/dev/null)
          if [ "$(cat /proc/$parent/comm 2>/dev/null)" = slurmstepd ]; then echo $parent; fi
        done
      }
      tries=0
      while pids=$(marked "$1") && [ -n "$pids" ] && [ $tries -lt 100 ]; do
        kill -s KILL $pids 2>/dev/null
        tries=$((tries + 1))
        sleep 0.05
      done
      rm -rf "$2"
      """;

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, Process> running = new HashMap<>();
  private final Process guard;

  SlurmDaemons(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = environment;
    // The slash distinguishes a cluster in /tmp/a1 from one in /tmp/a12.
    String mark = "SLURM_CONF=" + folder + "/";
    this.guard =
        new ProcessBuilder("setsid", "sh", "-c", GUARD, "slurm-guard", mark, folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Starts a program under a name; does nothing if one of that name still runs. */
  void start(String name, Map<String, String> more, String... command) throws IOException {
    Process old = running.get(name);
    if (old != null && old.isAlive()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("setsid", program(command[0])));
    words.addAll(List.of(command).subList(1, command.length));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("log/" + name + ".out").toFile()));
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    running.put(name, builder.start());
  }

  /** Stops a program, by force after some seconds. */
  void stop(String name) {
    Process process = running.get(name);
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills a program outright. */
  void crash(String name) {
    Process process = running.get(name);
    if (process == null) {
      return;
    }
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills outright all processes with our mark that carry this variable, too. Slurm's own come
   * first, so that they cannot report the end of the others.
   */
  void kill(String variable) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      all.filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> carries(path, variable))
          .flatMap(path -> ProcessHandle.of(Long.parseLong(path.getFileName().toString())).stream())
          .flatMap(process -> Stream.concat(stepOf(process), Stream.of(process)))
          .distinct()
          .sorted(Comparator.comparing(process -> !comm(process).startsWith("slurm")))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Returns the end of every log, as an explanation for a failure. */
  String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> logs = Files.list(folder.resolve("log"))) {
      for (Path log : logs.filter(Files::isRegularFile).sorted().toList()) {
        List<String> lines = Files.readAllLines(log);
        text.append(log.getFileName()).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - 15))
            .forEach(line -> text.append("  ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      guard.waitFor(15, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("the guard of " + folder + " is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the program's path; daemons are in directories that are not on ordinary users' path.
   * Empty if there is none.
   */
  static String program(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin";
    return Stream.of(path.split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }

  private boolean carries(Path process, String variable) {
    List<String> variables = List.of(read(process.resolve("environ")).split("\0"));
    return variables.contains(variable)
        && variables.stream().anyMatch(v -> v.startsWith("SLURM_CONF=" + folder + "/"));
  }

  /** Finds slurmstepd by its children, as it writes its title over its environment. */
  private static Stream<ProcessHandle> stepOf(ProcessHandle task) {
    return task.parent().filter(parent -> comm(parent).equals("slurmstepd")).stream();
  }

  private static String comm(ProcessHandle process) {
    return read(Path.of("/proc", String.valueOf(process.pid()), "comm")).trim();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // gone meanwhile, or another user's
    }
  }
}
