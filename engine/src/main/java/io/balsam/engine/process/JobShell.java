package io.balsam.engine.process;

import io.balsam.engine.trust.SecretVariables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long-lived helper shell that runs one job after the other. It leads a session, and its process
 * group is the group of each of its jobs. A thread of its own reads its answers: one line per job,
 * in one write, with the exit code and a mark if the job was started at all. (A second write would
 * wake the engine twice, and on a busy machine run it before the helper each time.)
 */
final class JobShell {

  /** Receiver of a helper's reports. Called from the helper's thread. */
  interface Listener {

    /** Reports that the job's process has ended. */
    void ended(JobShell helper, RunningJob job, int status, boolean started, OptionalLong cpuNanos);

    /** Reports that the helper is gone, with the job that it was running, if any. */
    void died(JobShell helper, @Nullable RunningJob job, int status);
  }

  private static final Logger LOG = LoggerFactory.getLogger(JobShell.class);

  private final Process process;
  private final OutputStream commands;
  private final Listener listener;
  private final Thread reader = new Thread(null, this::read, "balsam-helper", 256 << 10);
  private @Nullable RunningJob current;
  private long given;
  private final SampleDue due = new SampleDue();

  JobShell(Shells shells, String prelude, Listener listener) throws IOException {
    this.listener = listener;
    List<String> words = new ArrayList<>(shells.helper());
    words.add(0, shells.setsid().toString());
    ProcessBuilder builder =
        OwnLocale.restore(new ProcessBuilder(words)).redirectError(ProcessBuilder.Redirect.DISCARD);
    SecretVariables.takeFrom(builder.environment());
    process = builder.start();
    commands = process.getOutputStream();
    try {
      write(prelude);
      reader.setDaemon(true);
      reader.setName("balsam-helper-" + process.pid());
      reader.start();
    } catch (IOException | OutOfMemoryError e) {
      // There is no thread left for it.
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns the number of its process, which is also that of its session and its process group. */
  long id() {
    return process.pid();
  }

  synchronized HelperSnapshot snapshot() {
    return new HelperSnapshot(current, given);
  }

  synchronized long nanosToLook(long now) {
    return due.nanosFrom(now);
  }

  synchronized void lookedAt(HelperSnapshot then, long now) {
    if (snapshot().equals(then)) {
      due.seen(now, current == null ? 0 : now - current.startNanos);
    } else {
      due.missed(now);
    }
  }

  /** Runs a job; returns false when the helper has died and the job was not started. */
  boolean run(RunningJob job, String text) {
    synchronized (this) {
      if (!process.isAlive()) {
        return false;
      }
      current = job;
      given++;
      due.started(System.nanoTime());
    }
    try {
      write(text);
      return true;
    } catch (IOException e) {
      // Only one thread takes the job out and reports its end: the reader may have been first.
      return take(job).isEmpty();
    }
  }

  /** Returns whether the job is the one running. */
  synchronized boolean has(RunningJob job) {
    return current == job;
  }

  /** Marks the job as asked to end; returns false when it is not the one running. */
  synchronized boolean markEnding(RunningJob job, Duration grace) {
    if (current != job) {
      return false;
    }
    job.markEnding(grace);
    return true;
  }

  /**
   * Returns whether the process of a job exists. If it does not though there is a job, the job is
   * about to begin, or it is over and the report is on its way: this thread may have been delayed
   * for long.
   */
  boolean hasProcess() {
    return ProcTable.hasChildren(id());
  }

  /** Kills a helper that never had a job. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until its death has been reported; does not wait when called from within that report. */
  void awaitDeath(long millis) throws InterruptedException {
    if (Thread.currentThread() != reader) {
      reader.join(millis);
    }
  }

  private synchronized Optional<RunningJob> take(@Nullable RunningJob job) {
    if (current == null || (job != null && current != job)) {
      return Optional.empty();
    }
    RunningJob taken = current;
    current = null;
    due.ended(System.nanoTime());
    return Optional.of(taken);
  }

  private void write(String text) throws IOException {
    commands.write(text.getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  private void read() {
    // The kernel sums the CPU time of reaped children; the helper's only children are jobs.
    try (ChildrenCpu cpu = new ChildrenCpu(id());
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII), 512)) {
      for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
        int blank = answer.indexOf(' ');
        int status = Integer.parseInt(answer.substring(0, blank));
        boolean started = answer.length() > blank + 1;
        OptionalLong cpuNanos = cpu.nanosMore();
        take(null).ifPresent(job -> listener.ended(this, job, status, started, cpuNanos));
      }
    } catch (IOException e) {
      // The pipe broke because the helper died, which is reported below.
    } catch (RuntimeException e) {
      // A job can write to the pipe too. What such a helper says of its job is worth nothing.
      LOG.error("helper {} has given an answer that cannot be read", id(), e);
    }
    process.destroyForcibly();
    listener.died(this, take(null).orElse(null), exitStatus());
  }

  private int exitStatus() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      return ProcessEnd.SIGNALLED + ProcessEnd.SIGKILL;
    }
  }
}
