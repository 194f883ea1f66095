package io.balsam.local;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginContext;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts every script at once. The state of a BatchJob is in a directory of its own, so that any
 * later process can read it. Queue, project and flags have no meaning here.
 *
 * @param nodes number of nodes that this machine stands for
 * @param keep time for which the directory of a BatchJob that has ended is kept
 */
record LocalScheduler(
    BatchFolders folders, int nodes, Duration killGrace, Duration keep, PluginContext context)
    implements Scheduler {

  /**
   * The shell that leads a BatchJob's session. It enforces the wall time and handles SIGTERM, so
   * both work without any process of Balsam. Arguments: directory of the BatchJob, script, name,
   * wall time and kill grace in s, kill grace in tenths of a second.
   */
  private static final String LEAD =
      """
      group=
      cancelled=
      trap 'cancelled=1; kill -s TERM $group 2>/dev/null' TERM
      others() {  # sends a signal to all of this session but this shell; false if there is nobody
        found=1
        for stat in /proc/[0-9]*/stat; do
          { read -r line <"$stat"; } 2>/dev/null || continue
          pid=${line%% *}
          signal=$1
          set -- ${line##*) }  # state, parent, group, session, ...
          if [ "$4" = $$ ] && [ "$pid" != $$ ] && [ "$1" != Z ]; then
            kill -s "$signal" "$pid" 2>/dev/null && found=0
          fi
          set -- "$signal"
        done
        return $found
      }
      # Whatever the umask is: others do not write to them.
      (umask 022 && : >"$3.out" && : >"$3.err")
      began=$(date +%s)
      # If this shell is killed, nobody is left to keep what it began in bounds.
      bound=
      command -v setpriv >/dev/null && bound='setpriv --pdeathsig TERM'
      $bound timeout -k "$5" "$4" "$2" >"$3.out" 2>"$3.err" </dev/null &
      group=$!
      [ -z "$cancelled" ] || kill -s TERM $group
      while :; do
        wait $group
        code=$?
        kill -s 0 $group 2>/dev/null || break
      done
      if [ $(($(date +%s) - began)) -ge "$4" ]; then
        case $code in 124 | 137 | 143) code=over ;; esac
      fi
      [ -z "$cancelled" ] || code=cancelled
      case $code in
        over | cancelled)  # The script may be gone while a launcher is still putting things in order.
          tenths=$6
          while [ "$tenths" -gt 0 ] && others 0; do
            sleep 0.1
            tenths=$((tenths - 1))
          done
          ;;
      esac
      others KILL
      echo $code >"$1/exit.new"
      mv "$1/exit.new" "$1/exit"
      """;

  /**
   * Script that starts the leading shell. Arguments: directory of the BatchJob, workdir, nodes, the
   * shell above, and its arguments.
   */
  private static final String START =
      """
      for tool in setsid timeout; do
        command -v $tool >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
      done
      cd "$2" || exit 1
      export BALSAM_BATCH_ID="${1##*/}" BALSAM_BATCH_NODES="$3" BALSAM_BATCH_END="$4"
      lead=$5
      shift 5
      setsid bash -p -c "$lead" balsam "$@" </dev/null >/dev/null 2>&1 &
      echo $!
      """;

  @Override
  public String submit(BatchSubmission submission) {
    if (submission.nodes() > nodes) {
      throw new PluginException(
          ErrorKind.USER,
          nodes == 1
              ? "this machine is one node, and the BatchJob requests " + submission.nodes()
              : "this machine counts as %d nodes, and the BatchJob requests %d"
                  .formatted(nodes, submission.nodes()));
    }
    if (!Files.isExecutable(submission.script())) {
      throw new PluginException(ErrorKind.USER, submission.script() + " is not an executable file");
    }
    LocalBatchJob job = folders.add();
    folders.clear(context.clock().instant().minus(keep));
    long seconds = submission.wallTime().toSeconds();
    CommandResult started =
        shell(
            START,
            job.folder().toString(),
            submission.workdir().toString(),
            String.valueOf(submission.nodes()),
            String.valueOf(context.clock().instant().getEpochSecond() + seconds),
            LEAD,
            job.folder().toString(),
            submission.script().toString(),
            submission.name().replaceAll("[^\\w.+-]", "_"),
            String.valueOf(seconds),
            String.valueOf(killGrace.toMillis() / 1000.0),
            String.valueOf(killGrace.toMillis() / 100));
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

  /** Requests the end and returns at once; the BatchJob is running until it has ended. */
  @Override
  public void cancel(String id) {
    if (report(id).state() == BatchState.RUNNING) {
      folders
          .find(id)
          .ifPresent(job -> shell("kill -s TERM \"$1\"", String.valueOf(job.process().pid())));
    }
  }

  private BatchReport report(String id) {
    return folders
        .find(id)
        .map(LocalBatchJob::report)
        .orElseGet(() -> BatchReport.of(BatchState.UNKNOWN, "no such BatchJob"));
  }

  private CommandResult shell(String script, String... arguments) {
    // Not sh, which may drop variables (exported functions) that the BatchJob is to have.
    List<String> command = new ArrayList<>(List.of("bash", "-p", "-c", script, "balsam"));
    command.addAll(List.of(arguments));
    return context.commands().run(command, Map.of(), "", Duration.ofMinutes(1));
  }
}
