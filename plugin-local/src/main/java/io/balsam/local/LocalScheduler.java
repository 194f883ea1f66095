package io.balsam.local;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts every script at once. What is known of a BatchJob lies in a folder of its own, so whoever
 * comes later, in another process too, can ask for it. Queue, project and flags mean nothing here.
 */
record LocalScheduler(Path folder, Duration killGrace, CommandRunner commands)
    implements Scheduler {

  /** Arguments: folder of the BatchJob, workdir, script, name, wall time and kill grace in s. */
  private static final String START =
      """
      for tool in setsid timeout; do
        command -v $tool >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
      done
      cd "$2" || exit 1
      setsid sh -c '
        trap : TERM  # outlive a cancel, to record how the script took it
        timeout --foreground -k "$6" "$5" "$3" >"$4.out" 2>"$4.err"
        echo $? >"$1/exit.new"
        mv "$1/exit.new" "$1/exit"
        kill -s KILL 0  # what the script left behind, and this shell
      ' balsam "$@" </dev/null >/dev/null 2>&1 &
      echo $!
      """;

  /** Arguments: process group, tenths of a second to wait before killing it. */
  private static final String END =
      """
      kill -s TERM -- "-$1" 2>/dev/null || exit 0
      tenths=$2
      while [ $tenths -gt 0 ] && kill -s 0 -- "-$1" 2>/dev/null; do
        sleep 0.1
        tenths=$((tenths - 1))
      done
      kill -s KILL -- "-$1" 2>/dev/null
      exit 0
      """;

  @Override
  public String submit(BatchSubmission submission) {
    if (submission.nodes() > 1) {
      throw new PluginException(
          ErrorKind.USER, "this machine is one node, the BatchJob asks for " + submission.nodes());
    }
    if (!Files.isExecutable(submission.script())) {
      throw new PluginException(ErrorKind.USER, submission.script() + " is not an executable file");
    }
    LocalBatchJob job = newJob();
    CommandResult started =
        shell(
            START,
            job.folder().toString(),
            submission.workdir().toString(),
            submission.script().toString(),
            submission.name().replaceAll("[^\\w.+-]", "_"),
            String.valueOf(submission.wallTime().toSeconds()),
            String.valueOf(killGrace.toMillis() / 1000.0));
    if (!started.ok()) {
      throw new PluginException(ErrorKind.SITE, started.err().trim());
    }
    job.recordProcess(Long.parseLong(started.out().trim()));
    return job.id();
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    Map<String, BatchReport> reports = new HashMap<>();
    ids.forEach(id -> reports.put(id, report(id)));
    return reports;
  }

  @Override
  public void cancel(String id) {
    if (report(id).state() != BatchState.RUNNING) {
      return;
    }
    LocalBatchJob job = new LocalBatchJob(folder.resolve(id));
    shell(END, String.valueOf(job.process().pid()), String.valueOf(killGrace.toMillis() / 100));
    job.recordCancel();
  }

  private BatchReport report(String id) {
    LocalBatchJob job = new LocalBatchJob(folder.resolve(id));
    // Only numbers were given out as ids; anything else could lead out of the folder.
    return id.matches("\\d+") && Files.isDirectory(job.folder())
        ? job.report()
        : BatchReport.of(BatchState.UNKNOWN, "no such BatchJob");
  }

  private CommandResult shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "balsam"));
    command.addAll(List.of(arguments));
    return commands.run(command, Map.of(), "", killGrace.plusMinutes(1));
  }

  /** Making a folder is what keeps two processes from giving out one id. */
  private LocalBatchJob newJob() {
    try {
      Files.createDirectories(folder);
      for (long n = 1; ; n++) {
        try {
          return new LocalBatchJob(Files.createDirectory(folder.resolve(String.valueOf(n))));
        } catch (FileAlreadyExistsException e) {
          // Taken: try the next.
        }
      }
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot write to " + folder + ": " + e, e);
    }
  }
}
