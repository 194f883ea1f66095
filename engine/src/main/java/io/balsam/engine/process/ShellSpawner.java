package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs through long-lived helper shells, which costs less than starting each process from the
 * JVM, and gives each job a process group for nothing. A helper runs one job at a time; new ones
 * are made as they are needed.
 *
 * <p>Each helper leads a session of its own, and its group is the group of its jobs. When a job's
 * process ends, what it left behind gets SIGTERM at once, and SIGKILL within seconds if that did
 * not help. Jobs do not outlive the engine, however it ends.
 */
public final class ShellSpawner implements Spawner, JobShell.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ShellSpawner.class);

  /** A signal that comes before the shell has started the job would be lost on the job. */
  private static final long YOUNG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Somebody may have killed idle helpers; a new one is not expected to die. */
  private static final int TRIES = 100;

  private final Shells shells;
  private final String prelude = Shells.script("helper.sh");
  private final ControlShell control;
  private final Map<Long, RunningJob> running = new ConcurrentHashMap<>();
  private final Map<RunningJob, JobShell> helperOf = new ConcurrentHashMap<>();
  private final Set<JobShell> helpers = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedDeque<JobShell> idle = new ConcurrentLinkedDeque<>();
  private final Sampler sampler;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;

  /** Starts no process yet. */
  public ShellSpawner() {
    this(Shells.find());
  }

  ShellSpawner(Shells shells) {
    this.shells = shells;
    control = new ControlShell(shells);
    sampler = new Sampler(helpers, control);
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "balsam-kill-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    sampler.start();
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Starts a first helper in the background: soon there will be a job, which then does not wait.
   */
  public void prepare() {
    Thread thread = new Thread(this::addHelper, "balsam-first-helper");
    thread.setDaemon(true);
    thread.start();
  }

  private void addHelper() {
    try {
      idle.push(newHelper());
    } catch (IOException e) {
      // The first job will say why.
      return;
    }
  }

  @Override
  public void start(ProcessSpec asked, Consumer<ProcessEnd> onEnd) {
    ProcessSpec spec = ShellText.withFile(asked);
    Optional<String> refusal = refuse(spec);
    if (refusal.isPresent()) {
      removeScripts(spec);
      onEnd.accept(notStarted(spec.job(), refusal.get()));
      return;
    }
    RunningJob job = new RunningJob(spec, onEnd);
    running.put(spec.job(), job);
    try {
      give(job, ShellText.job(spec));
    } catch (IOException e) {
      forget(job);
      onEnd.accept(notStarted(spec.job(), "cannot start a shell: " + e.getMessage()));
    }
  }

  @Override
  public void end(long id, Duration grace) {
    RunningJob job = running.get(id);
    JobShell helper = job == null ? null : helperOf.get(job);
    if (closed || job == null || helper == null || !helper.markEnding(job)) {
      return;
    }
    long wait = Math.max(0, YOUNG_NANOS - job.ageNanos());
    signalLater("TERM", job, helper, wait);
    signalLater("KILL", job, helper, wait + grace.toNanos());
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    sampler.close();
    control.close(helpersAreAlone());
    try {
      for (JobShell helper : helpers) {
        helper.awaitDeath(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void ended(
      JobShell helper, RunningJob job, int status, boolean started, OptionalLong cpuNanos) {
    if (job.ending) {
      // What ignored SIGTERM goes now; the helper is of its group.
      control.signalSession("KILL", helper.id());
    } else {
      idle.push(helper);
    }
    forget(job);
    ProcessSpec spec = job.spec;
    Duration cpu = cpuNanos.isPresent() ? Duration.ofNanos(cpuNanos.getAsLong()) : null;
    job.onEnd.accept(
        started
            ? Outcome.of(spec, status, cpu, job.peakKib)
            : notStarted(spec.job(), Outcome.whyNoOutput(spec)));
  }

  @Override
  public void died(JobShell helper, @Nullable RunningJob job, int status) {
    idle.remove(helper);
    helpers.remove(helper);
    control.signalSession("KILL", helper.id());
    control.forget(helper.id());
    if (job != null) {
      forget(job);
      int signalled = status > Outcome.SIGNALLED ? status : Outcome.SIGNALLED + Outcome.SIGKILL;
      Duration cpu = job.sampledCpuNanos < 0 ? null : Duration.ofNanos(job.sampledCpuNanos);
      job.onEnd.accept(Outcome.of(job.spec, signalled, cpu, job.peakKib));
    }
  }

  private void signalLater(String name, RunningJob job, JobShell helper, long nanos) {
    Runnable signal =
        () -> {
          if (helper.current().orElse(null) == job) {
            control.signalSession(name, helper.id());
          }
        };
    ScheduledFuture<?> unused = timer.schedule(signal, nanos, TimeUnit.NANOSECONDS);
  }

  private void give(RunningJob job, String text) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      JobShell helper = idleOrNew();
      helperOf.put(job, helper);
      if (helper.run(job, text)) {
        sampler.wake();
        return;
      }
    }
    throw new IOException(shells.helper().get(0) + " ends as soon as it is started");
  }

  private JobShell idleOrNew() throws IOException {
    JobShell free = idle.poll();
    return free != null ? free : newHelper();
  }

  private JobShell newHelper() throws IOException {
    if (closed) {
      throw new IOException("the engine is closing");
    }
    JobShell made = new JobShell(shells, prelude, this);
    helpers.add(made);
    control.watch(made.id());
    return made;
  }

  /** Whether no job runs, and none has left a process behind. */
  private boolean helpersAreAlone() {
    if (!running.isEmpty() || !ProcTable.isSupported()) {
      return false;
    }
    Set<Long> sessions = helpers.stream().map(JobShell::id).collect(Collectors.toSet());
    return ProcTable.all().stream()
        .noneMatch(proc -> sessions.contains(proc.session()) && proc.pid() != proc.session());
  }

  private void forget(RunningJob job) {
    running.remove(job.spec.job(), job);
    helperOf.remove(job);
    removeScripts(job.spec);
  }

  private static void removeScripts(ProcessSpec spec) {
    for (Path script : spec.scripts().keySet()) {
      try {
        Files.deleteIfExists(script);
      } catch (IOException e) {
        LOG.warn("cannot remove {}: {}", script, Outcome.reason(e));
      }
    }
  }

  private static Optional<String> refuse(ProcessSpec spec) {
    Optional<String> badText = ShellText.refuse(spec);
    if (badText.isPresent()) {
      return badText;
    }
    Path workdir = spec.workdir();
    try {
      Files.createDirectories(workdir);
    } catch (IOException e) {
      return Optional.of("cannot make the workdir " + workdir + ": " + Outcome.reason(e));
    }
    for (Map.Entry<Path, String> script : spec.scripts().entrySet()) {
      try {
        Files.writeString(script.getKey(), script.getValue());
      } catch (IOException e) {
        return Optional.of("cannot write " + script.getKey() + ": " + Outcome.reason(e));
      }
    }
    return Optional.empty();
  }

  private static ProcessEnd notStarted(long job, String why) {
    return new ProcessEnd(job, null, 0, null, OptionalLong.empty(), why);
  }
}
