package io.balsam.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
 * JVM, and gives each job a process group at no cost. A helper runs one job at a time; new ones are
 * created as they are needed.
 *
 * <p>Each helper leads a session of its own, and its group is the group of its jobs. When a job's
 * process ends, the processes it left behind get SIGTERM at once, and SIGKILL within seconds if
 * that did not help. Jobs do not outlive the engine, however it ends.
 */
public final class ShellSpawner implements Spawner, JobShell.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ShellSpawner.class);

  /** A signal that arrives before the shell has started the job would not reach the job. */
  private static final long YOUNG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A look reads a directory, which other machines may have to be asked for. */
  private static final Duration RUNNER_PATIENCE = Duration.ofMinutes(1);

  /** Exit code of a shell that cannot fork a process for a job; never the job's own code. */
  private static final int CANNOT_FORK = 2;

  /** Idle helpers may have been killed from outside; a new one is not expected to die. */
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
  private final Strays strays;
  private volatile boolean closed;

  /** Creates a spawner; starts no process yet. */
  public ShellSpawner() {
    this(Shells.find());
  }

  ShellSpawner(Shells shells) {
    this(shells, RUNNER_PATIENCE);
  }

  /**
   * Creates a spawner.
   *
   * @param patience time that a runner may take to end after its last rank, at least
   */
  ShellSpawner(Shells shells, Duration patience) {
    this.shells = shells;
    control = new ControlShell(shells);
    sampler = new Sampler(helpers, control, patience);
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "balsam-kill-timer");
              thread.setDaemon(true);
              return thread;
            });
    // Later the system may have no threads left.
    timer.prestartCoreThread();
    sampler.start();
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    strays = new Strays(timer);
  }

  /** Starts a first helper in the background, so that the first job need not wait for it. */
  public void prepare() {
    Thread thread = new Thread(this::addHelper, "balsam-first-helper");
    thread.setDaemon(true);
    thread.start();
  }

  private void addHelper() {
    try {
      idle.push(newHelper());
    } catch (IOException | OutOfMemoryError e) {
      // The first job will report the reason.
      return;
    }
  }

  @Override
  public void start(ProcessSpec asked, Consumer<ProcessEnd> onEnd) {
    ProcessSpec spec = ShellText.withFile(asked);
    Optional<ProcessEnd> refusal = Preparation.of(spec);
    if (refusal.isPresent()) {
      Preparation.remove(spec);
      onEnd.accept(refusal.get());
      return;
    }
    RunningJob job = new RunningJob(spec, onEnd);
    running.put(spec.job(), job);
    try {
      give(job, ShellText.job(spec));
    } catch (IOException | OutOfMemoryError e) {
      forget(job);
      onEnd.accept(Preparation.notStarted(spec, "cannot start a shell: ", e));
    }
  }

  @Override
  public void end(long id, Duration grace) {
    RunningJob job = running.get(id);
    JobShell helper = job == null ? null : helperOf.get(job);
    if (closed || job == null || helper == null || !job.askToEnd()) {
      return;
    }
    later(Math.max(0, YOUNG_NANOS - job.ageNanos()), () -> terminate(job, helper, grace));
  }

  /** Asks a process to end, unless it has ended already and only the report is late. */
  private void terminate(RunningJob job, JobShell helper, Duration grace) {
    if (!helper.has(job)) {
      return;
    }
    if (!helper.hasProcess()) {
      later(YOUNG_NANOS, () -> terminate(job, helper, grace));
    } else if (helper.markEnding(job, grace)) {
      RankEnds ranks = job.spec.ranks();
      boolean past =
          ranks != null
              && !ranks.outlived()
              && RankSignals.term(ranks, () -> signal("TERM", job, helper));
      if (!past) {
        control.signalSession("TERM", helper.id());
      }
      Duration patience = grace;
      if (past) {
        // The runner still has to end them.
        later(grace.toNanos(), () -> signal("TERM", job, helper));
        patience = grace.multipliedBy(2);
      }
      later(patience.toNanos(), () -> signal("KILL", job, helper));
    }
  }

  private void signal(String signal, RunningJob job, JobShell helper) {
    if (helper.has(job)) {
      control.signalSession(signal, helper.id());
    }
  }

  private void later(long nanos, Runnable code) {
    ScheduledFuture<?> unused = timer.schedule(code, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public ProcessLimits.Most most() {
    return ProcessLimits.most();
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
    Duration cpu = cpuNanos.isPresent() ? Duration.ofNanos(cpuNanos.getAsLong()) : null;
    JobEnd end =
        JobEnd.of(job, () -> started ? Outcome.of(job, status, cpu) : Outcome.noOutput(job.spec));
    if (job.ending || !end.judged()) {
      // Kills processes that ignored SIGTERM; the helper is in their group.
      control.signalSession("KILL", helper.id());
    } else {
      idle.push(helper);
    }
    finish(job, helper, end);
  }

  /**
   * Reports the end of a job, once no rank of it can exist any more, nor what it had to take along.
   */
  private void finish(RunningJob job, JobShell helper, JobEnd end) {
    CompletableFuture<Void> unused =
        end.over()
            .thenCombine(endStrays(job, helper), (ranks, others) -> ranks)
            .thenRun(
                () -> {
                  forget(job);
                  job.onEnd.accept(end.told());
                })
            .exceptionally(
                e -> {
                  LOG.error("the end of job {} cannot be reported", job.spec.job(), e);
                  return null;
                });
  }

  /** Ends what a job that others end has left outside of its session. */
  private CompletableFuture<Void> endStrays(RunningJob job, JobShell helper) {
    return job.ending || job.tooMuch > 0 || closed
        ? strays.end(new StraySearch(job.spec, helper.id()), closed ? Duration.ZERO : job.rest())
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public void died(JobShell helper, @Nullable RunningJob job, int status) {
    idle.remove(helper);
    helpers.remove(helper);
    control.signalSession("KILL", helper.id());
    control.forget(helper.id());
    if (job != null) {
      int signalled =
          status > ProcessEnd.SIGNALLED ? status : ProcessEnd.SIGNALLED + ProcessEnd.SIGKILL;
      Duration cpu = job.sampledCpuNanos < 0 ? null : Duration.ofNanos(job.sampledCpuNanos);
      finish(
          job,
          helper,
          JobEnd.of(
              job,
              () ->
                  status == CANNOT_FORK && !job.ending
                      ? ProcessEnd.lacking(job.spec.job(), Lack.PROCESSES)
                      : Outcome.of(job, signalled, cpu)));
    }
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
    ProcessLimits.requireHandles();
    JobShell made = new JobShell(shells, prelude, this);
    helpers.add(made);
    try {
      control.watch(made.id());
    } catch (UncheckedIOException e) {
      made.kill();
      throw e.getCause();
    } catch (OutOfMemoryError e) {
      made.kill();
      throw e;
    }
    return made;
  }

  /** Returns whether no job runs, and none has left a process behind. */
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
    Preparation.remove(job.spec);
  }
}
