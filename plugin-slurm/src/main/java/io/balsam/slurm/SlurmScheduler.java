package io.balsam.slurm;

import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheduler on Slurm's commands, with one call for each operation.
 *
 * <p>BatchJobs have whole nodes and are not requeued unless the site says otherwise: {@code sbatch
 * -N 2} allocates one CPU of each where nodes are shared, and a job that Slurm requeues after a
 * node failure would be queued again under its ID while its launcher's session is gone.
 */
record SlurmScheduler(SlurmTools tools, SubmitLine line, BackfillQuery idle) implements Scheduler {

  /**
   * Output of {@code sbatch}; site wrappers may print more before it, and a federation adds the
   * cluster's name.
   */
  private static final Pattern SUBMITTED = Pattern.compile("(?m)^(\\d+)(;\\S*)?\\s*\\z");

  private static final Pattern NOTHING_TO_CANCEL =
      Pattern.compile("Invalid job id|already completing or completed");

  @Override
  public String submit(BatchSubmission submission) {
    String answer = tools.output(ErrorKind.USER, line.of(submission, "--parsable"));
    Matcher id = SUBMITTED.matcher(answer.stripTrailing());
    if (!id.find()) {
      throw new PluginException(
          ErrorKind.INTERNAL, "sbatch printed no job id, but '%s'".formatted(answer.trim()));
    }
    return id.group(1);
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    return JobRow.reports(ids, new JobQuery(tools).queue(ids));
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    return Optional.of(new JobQuery(tools).named(name, workdir, SiteMark.of(site)));
  }

  @Override
  public Map<String, BatchReport> history(Collection<String> ids) {
    JobQuery query = new JobQuery(tools);
    List<JobRow> rows = new ArrayList<>(query.remembered(ids));
    List<String> forgotten = new ArrayList<>();
    JobRow.reports(ids, rows)
        .forEach(
            (id, report) -> {
              if (report.state() == BatchState.UNKNOWN) {
                forgotten.add(id);
              }
            });
    rows.addAll(query.accounted(forgotten));
    return JobRow.reports(ids, rows);
  }

  @Override
  public void cancel(String id) {
    CommandResult result = tools.run(List.of("scancel", id));
    if (!result.ok() && !NOTHING_TO_CANCEL.matcher(SlurmTools.words(result)).find()) {
      throw SlurmTools.error(ErrorKind.SITE, "scancel", result);
    }
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    // No command reports which nodes a QOS may use.
    return line.queues().qos() ? Optional.empty() : Optional.of(idle.windows());
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    if (line.queues().qos()) {
      return Optional.empty();
    }
    return Optional.of(
        tools
            .output("scontrol", "show", "partition", "-o")
            .lines()
            .filter(text -> text.startsWith("PartitionName="))
            .map(SlurmScheduler::queue)
            .toList());
  }

  @Override
  public Optional<List<String>> projects() {
    return new ClusterQuery(tools).accounts(System.getProperty("user.name"));
  }

  @Override
  public List<String> settings() {
    return new ClusterQuery(tools).settings();
  }

  @Override
  public List<String> remarks() {
    return new ClusterQuery(tools).remarks();
  }

  @Override
  public List<String> remarks(BatchSubmission submission) {
    return EarlySignal.of(line.flags(), submission).map(EarlySignal::remark).stream().toList();
  }

  @Override
  public Optional<String> dryRun(BatchSubmission submission) {
    List<String> command = line.of(submission, "--test-only");
    CommandResult result = tools.run(command);
    if (!result.ok()) {
      throw SlurmTools.error(ErrorKind.USER, "sbatch", result);
    }
    return Optional.of(SlurmTools.words(result));
  }

  private static QueueReport queue(String text) {
    String state = JobQuery.value(text, "State");
    int most = Math.min(number(text, "MaxNodes"), number(text, "TotalNodes"));
    return new QueueReport(
        JobQuery.value(text, "PartitionName"),
        state.equals("UP") || state.equals("DOWN"), // one that is down queues, and starts nothing
        most == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(most),
        SlurmTimes.length(JobQuery.value(text, "MaxTime")),
        JobQuery.value(text, "Default").equals("YES"));
  }

  private static int number(String text, String key) {
    String digits = JobQuery.value(text, key);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }
}
