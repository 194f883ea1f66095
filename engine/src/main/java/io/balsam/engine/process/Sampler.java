package io.balsam.engine.process;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the processes of jobs from time to time. It measures their memory so far, ends those that
 * use more than they may, ends MPI runners whose ranks have long ended, and kills processes that an
 * earlier job left behind and that did not end on SIGTERM. One sample covers all jobs. The sampler
 * sleeps while there is nothing to do, and never takes more than a few percent of a core.
 *
 * <p>{@code wait4} would give the peak for free, but neither Java nor a shell passes it on, and
 * {@code /usr/bin/time} costs an exec for each job. The first sample comes 30 ms after a start,
 * then each time the job's age has doubled, at least every two seconds. The kernel keeps each
 * process's peak, so only processes that end between two samples are missed; a job that was never
 * sampled has no figure rather than a guess. The sum of peaks may overstate jobs whose processes
 * share pages.
 */
final class Sampler {

  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final int RESTS_PER_LOOK = 25;

  private final Collection<JobShell> helpers;
  private final ControlShell control;
  private final long patienceNanos;
  private final Thread thread = new Thread(null, this::loop, "balsam-sampler", 256 << 10);
  private volatile long sleepsUntil;
  private volatile boolean closed;

  /**
   * Creates a sampler.
   *
   * @param patience time between two looks at the records of a job's ranks, at least
   */
  Sampler(Collection<JobShell> helpers, ControlShell control, Duration patience) {
    this.helpers = helpers;
    this.control = control;
    this.patienceNanos = patience.toNanos();
    thread.setDaemon(true);
  }

  void start() {
    if (ProcTable.isSupported()) {
      thread.start();
    }
  }

  /** Wakes the sampler because a job was started. */
  void wake() {
    if (sleepsUntil - System.nanoTime() > SampleDue.FIRST_NANOS) {
      LockSupport.unpark(thread);
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void loop() {
    long restUntil = System.nanoTime();
    while (!closed) {
      long now = System.nanoTime();
      // Set before checking, so that a job that starts in between sees that it has to wake this
      // thread.
      sleepsUntil = now + SampleDue.FOR_EVER;
      long wait = Math.max(nanosToNextLook(now), restUntil - now);
      if (wait > 0) {
        sleepsUntil = now + wait;
        LockSupport.parkNanos(this, wait);
        continue;
      }
      sample(now);
      long end = System.nanoTime();
      restUntil = end + (end - now) * RESTS_PER_LOOK;
    }
  }

  private long nanosToNextLook(long now) {
    long wait = SampleDue.FOR_EVER;
    for (JobShell helper : helpers) {
      wait = Math.min(wait, helper.nanosToLook(now));
    }
    return wait;
  }

  private void sample(long now) {
    Map<Long, HelperSnapshot> before = new HashMap<>();
    helpers.forEach(helper -> before.put(helper.id(), helper.snapshot()));
    Map<Long, List<ProcTable.Proc>> members =
        ProcTable.all().stream()
            .filter(proc -> before.containsKey(proc.session()) && proc.pid() != proc.session())
            .collect(Collectors.groupingBy(ProcTable.Proc::session));
    for (JobShell helper : helpers) {
      HelperSnapshot then = before.get(helper.id());
      if (then != null) {
        sample(helper, then, members.getOrDefault(helper.id(), List.of()));
        helper.lookedAt(then, now);
      }
    }
  }

  private void sample(JobShell helper, HelperSnapshot then, List<ProcTable.Proc> members) {
    RunningJob job = then.job();
    if (job != null) {
      long now = measure(job, members);
      if (job.spec.memory() > 0 && now > job.spec.memory()) {
        job.tooMuch = now;
        control.signalSession("KILL", helper.id());
      }
      endRunner(helper, job);
    }
    boolean idle = job == null && helper.snapshot().given() == then.given();
    List<Long> leftovers =
        members.stream()
            .filter(proc -> isLeftover(proc, helper, members, idle))
            .map(ProcTable.Proc::pid)
            .toList();
    if (!leftovers.isEmpty()) {
      control.signalProcesses("KILL", leftovers);
    }
  }

  /**
   * Ends a runner that goes on though all its ranks have ended, as srun does when its daemon on a
   * node was killed. It is told at the second such look and killed at the third.
   */
  private void endRunner(JobShell helper, RunningJob job) {
    RankEnds ranks = job.spec.ranks();
    long now = System.nanoTime();
    if (ranks == null || now - job.ranksLookedAt < patienceNanos) {
      return;
    }
    job.ranksLookedAt = now;
    if (ranks.allEnded() && ++job.looksAfterRanks > 1 && helper.has(job)) {
      LOG.warn("job {}: all ranks have ended, and their runner is ended now", job.spec.job());
      boolean unused = ranks.outlived();
      control.signalSession(job.looksAfterRanks == 2 ? "TERM" : "KILL", helper.id());
    }
  }

  /** Records the usage of a job's processes; returns the bytes that they use now. */
  private static long measure(RunningJob job, List<ProcTable.Proc> members) {
    long peak = 0;
    long bytes = 0;
    long cpu = 0;
    for (ProcTable.Proc proc : members) {
      ProcTable.Memory memory = ProcTable.memory(proc.pid());
      peak += memory.peak();
      bytes += memory.now() * 1024;
      cpu += proc.cpuNanos();
    }
    if (peak > 0) {
      job.peakKib = Math.max(job.peakKib, peak);
      job.sampledCpuNanos = Math.max(job.sampledCpuNanos, cpu);
    }
    return bytes;
  }

  /**
   * Returns whether a process belongs to an earlier job: all do when no job runs, otherwise those
   * that are older than the running one.
   */
  private static boolean isLeftover(
      ProcTable.Proc proc, JobShell helper, List<ProcTable.Proc> members, boolean idle) {
    if (idle) {
      return true;
    }
    return members.stream()
        .anyMatch(main -> main.parent() == helper.id() && proc.startTicks() < main.startTicks());
  }
}
