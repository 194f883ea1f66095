package io.balsam.testkit;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A batch system in this JVM: a number of nodes, a first-come-first-served queue, wall times. It
 * really runs the scripts, all on this machine, and passes {@code SchedulerContract}. Its BatchJobs
 * end with it.
 *
 * <p>Use it where a scheduler is needed, or as the inside of a fake of your own: a {@code
 * CommandRunner} that turns the words of your system's commands into calls of this object.
 */
public class FakeBatchSystem implements Scheduler, AutoCloseable {

  private static final class Entry {
    private final String id;
    private final BatchSubmission submission;
    private BatchReport report = BatchReport.of(BatchState.QUEUED, "PENDING");
    private @Nullable BatchProcess process;

    Entry(String id, BatchSubmission submission) {
      this.id = id;
      this.submission = submission;
    }
  }

  private final int nodes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Queue<Entry> queue = new ArrayDeque<>();
  private int freeNodes;

  /**
   * Creates an idle cluster.
   *
   * @param nodes number of nodes, at least 1
   */
  public FakeBatchSystem(int nodes) {
    this.nodes = nodes;
    this.freeNodes = nodes;
  }

  @Override
  public synchronized String submit(BatchSubmission submission) {
    if (submission.nodes() > nodes) {
      throw new PluginException(
          ErrorKind.USER,
          "%d nodes asked for, the cluster has %d".formatted(submission.nodes(), nodes));
    }
    if (!Files.isExecutable(submission.script())) {
      throw new PluginException(ErrorKind.USER, "no such script: " + submission.script());
    }
    String id = (entries.size() + 1) + ".fake";
    Entry entry = new Entry(id, submission);
    entries.put(id, entry);
    queue.add(entry);
    startWhatFits();
    return id;
  }

  @Override
  public synchronized Map<String, BatchReport> status(Collection<String> ids) {
    Map<String, BatchReport> reports = new HashMap<>();
    for (String id : ids) {
      Entry entry = entries.get(id);
      reports.put(
          id, entry == null ? BatchReport.of(BatchState.UNKNOWN, "Unknown job id") : entry.report);
    }
    return reports;
  }

  @Override
  public synchronized void cancel(String id) {
    Entry entry = entries.get(id);
    if (entry == null || ended(entry)) {
      return;
    }
    entry.report = BatchReport.of(BatchState.FAILED, "CANCELLED");
    if (!queue.remove(entry) && entry.process != null) {
      entry.process.kill();
    }
  }

  /**
   * Returns all environment variables of a BatchJob's script; override it to add those that your
   * system sets. Called with this object locked.
   */
  protected Map<String, String> environment(String id, BatchSubmission submission) {
    return System.getenv();
  }

  /** Removes a BatchJob from queue and history, as clusters do after a while. */
  public synchronized void forget(String id) {
    entries.remove(id);
  }

  /** Kills what still runs. */
  @Override
  public synchronized void close() {
    queue.clear();
    entries.keySet().forEach(this::cancel);
  }

  private void startWhatFits() {
    while (!queue.isEmpty() && queue.element().submission.nodes() <= freeNodes) {
      Entry entry = queue.remove();
      freeNodes -= entry.submission.nodes();
      start(entry);
    }
  }

  private void start(Entry entry) {
    BatchSubmission submission = entry.submission;
    try {
      Path workdir = submission.workdir();
      BatchProcess process =
          BatchProcess.start(
              List.of(submission.script().toString()),
              workdir,
              environment(entry.id, submission),
              List.of(
                  Path.of("/dev/null"),
                  workdir.resolve(submission.name() + ".out"),
                  workdir.resolve(submission.name() + ".err")));
      entry.process = process;
      entry.report = BatchReport.of(BatchState.RUNNING, "RUNNING");
      Thread watch =
          new Thread(() -> watch(entry, process), "fake-batch-system " + submission.name());
      watch.setDaemon(true);
      watch.start();
    } catch (IOException e) {
      freeNodes += submission.nodes();
      entry.report = BatchReport.of(BatchState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void watch(Entry entry, BatchProcess process) {
    try {
      boolean inTime = process.waitFor(entry.submission.wallTime());
      process.kill();
      int exitCode = process.waitFor();
      synchronized (this) {
        freeNodes += entry.submission.nodes();
        if (!ended(entry)) {
          entry.report =
              inTime && exitCode == 0
                  ? BatchReport.of(BatchState.FINISHED, "COMPLETED")
                  : BatchReport.of(BatchState.FAILED, inTime ? "exit code " + exitCode : "TIMEOUT");
        }
        startWhatFits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ended(Entry entry) {
    return entry.report.state() == BatchState.FINISHED || entry.report.state() == BatchState.FAILED;
  }
}
