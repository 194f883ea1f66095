package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Implements {@code qstat}. */
record Qstat(CobaltQueues queues) {

  private static final String BRIEF = "JobID:User:WallTime:Nodes:State:Location";
  private static final String FULL =
      "JobID:JobName:User:WallTime:QueuedTime:RunTime:TimeRemaining:Nodes:State:Location:Mode:"
          + "Procs:Preemptable:Queue:StartTime:Index";
  private static final String USAGE = "Usage: qstat.py [options] <jobids1> ... <jobidsN>\n\n";

  CommandResult run(Call call) {
    String header = call.header().isEmpty() ? BRIEF : call.header();
    String user = "";
    boolean listQueues = false;
    List<String> wanted = new ArrayList<>();
    List<String> words = call.words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-f", "--full" -> header = FULL;
        case "-Q" -> listQueues = true;
        case "-u", "--user" -> user = ++i < words.size() ? words.get(i) : "";
        case "--header" -> header = ++i < words.size() ? words.get(i) : "";
        default -> {
          if (word.startsWith("--header=")) {
            header = word.substring(9);
          } else if (word.startsWith("--user=")) {
            user = word.substring(7);
          } else if (word.startsWith("-")) {
            throw new Refusal(2, "", USAGE + "qstat.py: error: no such option: " + word + "\n");
          } else {
            wanted.add(word);
          }
        }
      }
    }
    return listQueues ? listQueues(wanted) : listJobs(header, user, wanted);
  }

  private CommandResult listQueues(List<String> wanted) {
    Table table =
        new Table(
            List.of(
                "Name",
                "Users",
                "Groups",
                "MinTime",
                "MaxTime",
                "MaxRunning",
                "MaxQueued",
                "MaxUserNodes",
                "MaxNodeHours",
                "TotalNodes",
                "State"));
    for (CobaltQueue queue : queues.allQueues()) {
      if (wanted.isEmpty() || wanted.contains(queue.name())) {
        String maxTime =
            queue.maxMinutes() == 0 ? "None" : Table.time(Duration.ofMinutes(queue.maxMinutes()));
        table.row(
            List.of(
                queue.name(),
                "None",
                "None",
                "None",
                maxTime,
                limit(queue.maxRunning()),
                limit(queue.maxQueued()),
                "None",
                "None",
                "None",
                queue.state().name().toLowerCase(Locale.ROOT)));
      }
    }
    return new CommandResult(0, table.toString(), "");
  }

  private CommandResult listJobs(String header, String user, List<String> wanted) {
    wanted.stream()
        .filter(id -> !id.matches("\\d+"))
        .findFirst()
        .ifPresent(
            id -> {
              throw new Refusal(id + " is not a valid jobid or queue name");
            });
    List<String> columns = List.of(header.split(":"));
    Table table =
        new Table(columns.stream().map(c -> c.equalsIgnoreCase("short_state") ? "S" : c).toList());
    synchronized (queues) {
      List<CobaltJob> jobs =
          queues.jobs().values().stream()
              .filter(job -> user.isEmpty() || job.user.equals(user))
              .filter(job -> wanted.isEmpty() || wanted.contains("" + job.id))
              .toList();
      if (jobs.isEmpty() && !wanted.isEmpty()) {
        return new CommandResult(1, "", "");
      }
      int width = jobs.stream().mapToInt(job -> ("" + job.id).length()).max().orElse(1);
      for (CobaltJob job : jobs) {
        table.row(columns.stream().map(column -> value(job, column, width)).toList());
      }
    }
    return new CommandResult(0, table.toString(), "");
  }

  private String value(CobaltJob job, String column, int idWidth) {
    Instant now = Instant.now();
    Instant started = job.started;
    return switch (column.toLowerCase(Locale.ROOT)) {
      case "jobid" -> ("%" + idWidth + "d").formatted(job.id);
      case "jobname" -> job.name;
      case "user" -> job.user;
      case "walltime" -> Table.time(Duration.ofMinutes(job.minutes));
      case "queuedtime" -> time(Duration.between(job.submitted, started == null ? now : started));
      case "runtime" -> started == null ? "N/A" : time(Duration.between(started, now));
      case "timeremaining" ->
          started == null ? "N/A" : time(Duration.between(now, queues.endOf(job, started)));
      case "nodes" -> "" + job.nodeCount;
      case "state" -> job.state;
      case "short_state" -> job.shortState();
      case "location" -> queues.site.location(job.nodes);
      case "mode" -> job.options.get("--mode", "script");
      case "procs" -> job.options.get("--proccount", "" + job.nodeCount);
      case "preemptable" -> "False";
      case "queue" -> job.queue;
      case "project" -> job.project;
      case "starttime" -> started == null ? "N/A" : Table.date(started);
      case "submittime" -> Table.date(job.submitted);
      case "dependencies" -> String.join(":", job.dependencies);
      case "index" -> "None";
      default -> "-";
    };
  }

  private String time(Duration real) {
    return Table.time(queues.nominal(real));
  }

  private static String limit(int number) {
    return number == 0 ? "None" : "" + number;
  }
}
