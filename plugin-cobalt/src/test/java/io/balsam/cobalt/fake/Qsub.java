package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Implements {@code qsub}. */
record Qsub(CobaltQueues queues) {

  CommandResult run(Call call) {
    List<String> typed = call.words();
    QsubOptions options = QsubOptions.parse(typed);
    if (options.rest().isEmpty()) {
      throw new Refusal(1, QsubOptions.USAGE, "No executable or script specified\n\n");
    }
    Path cwd = call.cwd().resolve(options.get("--cwd", "."));
    // As text: the real one keeps the ./ that was typed.
    String name = options.rest().get(0);
    String script = name.startsWith("/") ? name : cwd.normalize() + "/" + name;
    if (!Files.isRegularFile(Path.of(script))) {
      throw new Refusal("command " + script + " not found, or is not a file");
    }
    if (!Files.isExecutable(Path.of(script))) {
      throw new Refusal("command " + script + " is not executable");
    }
    List<String> directives = directives(Path.of(script));
    if (!directives.isEmpty()) {
      typed = new ArrayList<>(List.of("--mode", "script"));
      typed.addAll(directives);
      typed.addAll(call.words());
      options = QsubOptions.parse(typed);
    }
    int minutes = check(options, cwd, call.user());
    List<String> command = new ArrayList<>(List.of(script));
    command.addAll(options.rest().subList(1, options.rest().size()));
    CobaltJob job =
        new CobaltJob(queues.nextId(), call, cwd.normalize(), options, command, minutes);
    return accept(job, typed);
  }

  private CommandResult accept(CobaltJob job, List<String> typed) {
    String err = "";
    if (!job.log.begin(job.id, typed, job.cwd)) {
      err = "WARNING: failed to create cobalt log file at: " + job.log.file() + "\n";
    }
    if (job.options.has("--held")) {
      job.state = "user_hold";
      job.log.info("user hold placed on job");
    } else if (!job.dependencies.isEmpty()) {
      job.state = "dep_hold";
      job.log.info("dep hold placed on job");
    }
    List<String> strange;
    synchronized (queues) {
      strange =
          job.dependencies.stream()
              .filter(d -> queues.jobs().keySet().stream().noneMatch(id -> d.equals("" + id)))
              .toList();
    }
    if (!strange.isEmpty()) {
      err +=
          "WARNING: dependencies %s do not match jobs currently in the queue\n"
              .formatted(String.join(":", strange));
    }
    queues.add(job);
    return new CommandResult(0, job.id + "\n", err);
  }

  /**
   * Checks for every mistake, in the sequence of the real one.
   *
   * @return the wall time in minutes
   */
  private int check(QsubOptions options, Path cwd, String user) {
    if (!options.has("--time")) {
      throw new Refusal("'time' not provided");
    }
    if (!options.has("--nodecount")) {
      throw new Refusal("'nodecount' not provided");
    }
    int minutes = minutes(options.get("--time", ""));
    int nodes = Integer.parseInt(options.get("--nodecount", ""));
    if (nodes < 1 || nodes > queues.site.nodes().size()) {
      throw new Refusal("node count out of realistic range");
    }
    for (String option : List.of("--output", "--error", "--debuglog", "--outputprefix")) {
      Path file = cwd.resolve(options.get(option, "x"));
      Path parent = file.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw new Refusal("directory " + file + " does not exist");
      }
    }
    if (minutes > 0 && minutes < 5) {
      throw Refusal.fault(
          "component error: XMLRPC failure <Fault 1004: 'Walltime less than minimum'> in"
              + " system.validate_job\n");
    }
    return checkQueue(options.get("--queue", "default"), minutes, user);
  }

  private int checkQueue(String name, int minutes, String user) {
    CobaltQueue queue = queues.queue(name);
    if (queue == null) {
      throw fault("\"trying to add job to non-existent queue '%s'\"".formatted(name));
    }
    if (!queue.takes()) {
      String state = queue.state() == CobaltQueue.State.DEAD ? "dead" : "draining";
      throw fault("\"The '%s' queue is %s\"".formatted(name, state));
    }
    int max = queue.maxMinutes();
    if (max > 0 && minutes > max) {
      throw fault(
          "\"Walltime greater than the '%s' queue max walltime of %02d:%02d:00\\n\""
              .formatted(name, max / 60, max % 60));
    }
    synchronized (queues) {
      long mine =
          queues.jobs().values().stream()
              .filter(job -> job.queue.equals(name) && job.user.equals(user))
              .count();
      if (queue.maxQueued() > 0 && mine >= queue.maxQueued()) {
        throw fault(
            "\"The limit of %d jobs per user in the '%s' queue has been reached\\n\""
                .formatted(queue.maxQueued(), name));
      }
    }
    return minutes == 0 ? max : minutes;
  }

  private static Refusal fault(String words) {
    return Refusal.fault("<Fault 1001: " + words + ">");
  }

  /** Parses minutes, or {@code [D:]HH:MM:SS}. */
  private static int minutes(String text) {
    String[] parts = text.split(":", -1);
    long seconds = 0;
    int[] units = parts.length == 4 ? new int[] {86400, 3600, 60, 1} : new int[] {3600, 60, 1};
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("\\d+") || parts.length == 2 || parts.length > 4) {
        throw new Refusal(
            "invalid time specification: illegal value '%s' for minutes".formatted(parts[i]));
      }
      seconds += Long.parseLong(parts[i]) * (parts.length == 1 ? 60 : units[i]);
    }
    return (int) ((seconds + 59) / 60);
  }

  private static List<String> directives(Path script) {
    try {
      List<String> lines = Files.readAllLines(script);
      if (lines.isEmpty() || !lines.get(0).startsWith("#!")) {
        return List.of();
      }
      return lines.stream()
          .skip(1)
          .takeWhile(line -> line.startsWith("#COBALT "))
          .flatMap(line -> List.of(line.substring(8).trim().split("\\s+")).stream())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
