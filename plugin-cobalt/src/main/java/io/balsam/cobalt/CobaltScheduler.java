package io.balsam.cobalt;

import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scheduler on Cobalt's commands. A job that has ended is in no list any more; what remains is the
 * log that Cobalt writes under the job's ID.
 */
record CobaltScheduler(Path logs, CommandRunner commands, Clock clock) implements Scheduler {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public String submit(BatchSubmission submission) {
    makeLogDirectory();
    CommandResult result = commands.run(qsub(submission).toArray(String[]::new));
    String last = result.out().lines().reduce("", (a, b) -> b).trim();
    if (result.ok() && last.matches("\\d+")) {
      return last;
    }
    if (result.ok()) {
      throw new PluginException(
          ErrorKind.SITE, "qsub succeeded, but printed '%s' instead of an id".formatted(last));
    }
    throw Complaint.of("qsub", result).refused();
  }

  private List<String> qsub(BatchSubmission submission) {
    List<String> line = new ArrayList<>(List.of("qsub"));
    if (!submission.project().isEmpty()) {
      line.addAll(List.of("-A", submission.project()));
    }
    if (!submission.queue().isEmpty()) {
      line.addAll(List.of("-q", submission.queue()));
    }
    long minutes = submission.wallTime().plusSeconds(59).toMinutes();
    Path workdir = submission.workdir();
    line.addAll(List.of("-n", "" + submission.nodes(), "-t", "" + minutes));
    line.addAll(List.of("--cwd", workdir.toString(), "--jobname", submission.name()));
    line.addAll(List.of("-o", workdir.resolve(submission.name() + ".out").toString()));
    line.addAll(List.of("-e", workdir.resolve(submission.name() + ".err").toString()));
    // Cobalt inserts the ID, so that any later process finds the log by the ID alone.
    line.addAll(List.of("--debuglog", logs.resolve("$jobid.cobaltlog").toString()));
    line.addAll(submission.flags());
    line.add(submission.script().toString());
    return line;
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    Map<String, BatchReport> reports = new HashMap<>();
    List<String> ours = ids.stream().filter(CobaltScheduler::isId).distinct().toList();
    Map<String, BatchReport> queued = ours.isEmpty() ? Map.of() : qstat(ours);
    for (String id : ids) {
      BatchReport report = queued.get(id);
      reports.put(id, report == null ? remembered(id) : report);
    }
    return reports;
  }

  private Map<String, BatchReport> qstat(List<String> ids) {
    List<String> line = new ArrayList<>(List.of("qstat"));
    line.addAll(ids);
    Map<String, String> header = Map.of("QSTAT_HEADER", "JobID:State:StartTime");
    CommandResult result = commands.run(line, header, "", LIMIT);
    // Exit code 1 without a message means that none of them is in the queue.
    if (!result.ok() && (result.exitCode() != 1 || !result.err().isBlank())) {
      throw Complaint.of("qstat", result).noAnswer();
    }
    Map<String, BatchReport> reports = new HashMap<>();
    for (Map<String, String> row : Columns.rows(result.out())) {
      String id = row.getOrDefault("JobID", "");
      String word = row.getOrDefault("State", "");
      // It is being removed from the queue: its result is in the log.
      if (!word.equals("done")) {
        reports.put(id, CobaltState.report(word, row.getOrDefault("StartTime", "")));
      }
    }
    return reports;
  }

  @Override
  public Map<String, BatchReport> history(Collection<String> ids) {
    Map<String, BatchReport> reports = new HashMap<>();
    ids.forEach(id -> reports.put(id, remembered(id)));
    return reports;
  }

  private BatchReport remembered(String id) {
    Path log = logs.resolve(id + ".cobaltlog");
    if (!isId(id) || !Files.exists(log)) {
      return BatchReport.of(BatchState.UNKNOWN, "not in the queue, and it left no log");
    }
    try {
      return CobaltLog.read(log).report(clock.instant());
    } catch (IOException e) {
      throw new PluginException(ErrorKind.TRANSIENT, "cannot read " + log + ": " + e, e);
    }
  }

  @Override
  public void cancel(String id) {
    if (!isId(id)) {
      return;
    }
    CommandResult result = commands.run("qdel", id);
    if (!result.ok()) {
      throw Complaint.of("qdel", result).noAnswer();
    }
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    return Optional.of(IdleNodes.windows(answer("nodelist")));
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    return Optional.of(Columns.rows(answer("qstat", "-Q")).stream().map(Queues::report).toList());
  }

  private String answer(String... command) {
    CommandResult result = commands.run(command);
    if (!result.ok()) {
      throw Complaint.of(command[0], result).noAnswer();
    }
    return result.out();
  }

  private void makeLogDirectory() {
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot write to " + logs + ": " + e, e);
    }
  }

  private static boolean isId(String id) {
    return id.matches("\\d+");
  }
}
