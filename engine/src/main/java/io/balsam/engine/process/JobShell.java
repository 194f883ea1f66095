package io.balsam.engine.process;

import io.balsam.engine.trust.SecretVariables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived shell that runs one job after the other. It leads a session, and its process group
 * is the group of each of its jobs. A thread of its own reads what it answers: one line a job, in
 * one write, with the exit code and a mark when the job was started at all. (A second write would
 * wake us twice, and on a busy machine put us before the helper each time.)
 */
final class JobShell {

  /** What a helper tells its owner. Called from the helper's thread. */
  interface Listener {

    /** The job's process has ended. */
    void ended(JobShell helper, RunningJob job, int status, boolean started, OptionalLong cpuNanos);

    /** The helper is gone; the job it was running with it, if any. */
    void died(JobShell helper, @Nullable RunningJob job, int status);
  }

  private final Process process;
  private final OutputStream commands;
  private final Listener listener;
  private final Thread reader = new Thread(null, this::read, "balsam-helper", 256 << 10);
  private @Nullable RunningJob current;
  private long given;
  private final Sampler.Due due = new Sampler.Due();

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
      // No thread is left for it.
      process.destroyForcibly();
      throw e;
    }
  }

  /** Number of its process, its session and its group alike. */
  long id() {
    return process.pid();
  }

  synchronized Sampler.Snapshot snapshot() {
    return new Sampler.Snapshot(current, given);
  }

  synchronized long nanosToLook(long now) {
    return due.nanosFrom(now);
  }

  synchronized void lookedAt(Sampler.Snapshot then, long now) {
    if (snapshot().equals(then)) {
      due.seen(now, current == null ? 0 : now - current.startNanos);
    } else {
      due.missed(now);
    }
  }

  /** Runs a job; false when the helper has died, and the job was not started. */
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
      // Whoever takes the job out tells its end: the reader may have been first.
      return take(job).isEmpty();
    }
  }

  /** Whether the job is the one running. */
  synchronized boolean has(RunningJob job) {
    return current == job;
  }

  /** Marks the job as told to end; false when it is not the one running. */
  synchronized boolean markEnding(RunningJob job) {
    if (current != job) {
      return false;
    }
    job.ending = true;
    return true;
  }

  /**
   * Whether the process of a job is there. When it is not while there is a job, the job is about to
   * begin, or it is over and the news of it is on its way: we may have been held up for long.
   */
  boolean hasProcess() {
    return ProcTable.hasChildren(id());
  }

  /** It never had a job. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until its death has been told; not when called from what is being told. */
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
    // The kernel adds up what a process waited for; the helper's only children are jobs.
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
      // The pipe broke with the helper: told below.
    }
    process.destroyForcibly();
    listener.died(this, take(null).orElse(null), exitStatus());
  }

  private int exitStatus() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      return Outcome.SIGNALLED + Outcome.SIGKILL;
    }
  }
}
