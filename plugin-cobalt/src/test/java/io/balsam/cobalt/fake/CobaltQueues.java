package io.balsam.cobalt.fake;

import io.balsam.testkit.BatchProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cobalt's queue manager and scheduler: accepts jobs, allocates nodes, enforces wall times. */
final class CobaltQueues implements AutoCloseable {

  final CobaltSite site;
  private final JobStart jobStart;
  private final Map<String, CobaltQueue> queues = new TreeMap<>();
  private final TreeMap<Integer, CobaltJob> jobs = new TreeMap<>();

  /** Results of jobs that have left the queue: an exit code, or -1 for one that was killed. */
  private final Map<Integer, Integer> gone = new HashMap<>();

  private final Set<String> down = new TreeSet<>();
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable Instant drainingUntil;
  private int lastId;
  private boolean closed;

  CobaltQueues(CobaltSite site, Path folder, Path programs) {
    this.site = site;
    this.jobStart = new JobStart(site, folder, programs);
    site.queues().forEach(queue -> queues.put(queue.name(), queue));
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "fake-cobalt timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  synchronized int nextId() {
    return ++lastId;
  }

  synchronized @Nullable CobaltQueue queue(String name) {
    return queues.get(name);
  }

  synchronized List<CobaltQueue> allQueues() {
    return List.copyOf(queues.values());
  }

  synchronized void set(CobaltQueue queue) {
    queues.put(queue.name(), queue);
    schedule();
  }

  synchronized void setDown(String node, boolean isDown) {
    if (isDown) {
      down.add(node);
    } else {
      down.remove(node);
    }
    schedule();
  }

  /** Returns all jobs by ID; to be read under this object's lock. */
  Map<Integer, CobaltJob> jobs() {
    return jobs;
  }

  synchronized void add(CobaltJob job) {
    jobs.put(job.id, job);
    schedule();
  }

  /** Returns {@code idle}, {@code allocated} or {@code down}. */
  synchronized String nodeState(String node) {
    boolean allocated = jobs.values().stream().anyMatch(job -> job.nodes.contains(node));
    return allocated ? "allocated" : down.contains(node) ? "down" : "idle";
  }

  /**
   * Returns how long idle nodes are kept idle for a larger job; null when no job waits for them.
   */
  synchronized @Nullable Duration backfill() {
    return drainingUntil == null ? null : nominal(Duration.between(Instant.now(), drainingUntil));
  }

  /** Converts real time to the time of this site. */
  Duration nominal(Duration real) {
    long millis = Math.max(0, real.toMillis());
    return Duration.ofMillis(millis * 60_000 / Math.max(1, site.minute().toMillis()));
  }

  /**
   * Starts the jobs that can be started: in sequence, and past a large one only those that do not
   * delay it.
   */
  synchronized void schedule() {
    drainingUntil = null;
    if (closed) {
      return;
    }
    for (CobaltJob job : List.copyOf(jobs.values())) {
      checkDependencies(job);
      if (!job.state.equals("queued") && !job.state.equals("maxrun_hold")) {
        continue;
      }
      CobaltQueue queue = queues.getOrDefault(job.queue, CobaltQueue.named(job.queue));
      if (!queue.starts()) {
        continue;
      }
      boolean full = queue.maxRunning() > 0 && running(job) >= queue.maxRunning();
      job.state = full ? "maxrun_hold" : "queued";
      if (full) {
        continue;
      }
      List<String> idle =
          site.nodes().stream().filter(node -> nodeState(node).equals("idle")).toList();
      boolean inWindow = drainingUntil == null || !endOf(job, Instant.now()).isAfter(drainingUntil);
      if (job.nodeCount > idle.size()) {
        drainingUntil = drainingUntil == null ? whenFree(job.nodeCount, idle) : drainingUntil;
      } else if (inWindow) {
        start(job, idle.subList(0, job.nodeCount));
      }
    }
  }

  private long running(CobaltJob like) {
    return jobs.values().stream()
        .filter(job -> job.active() && job.queue.equals(like.queue) && job.user.equals(like.user))
        .count();
  }

  private @Nullable Instant whenFree(int wanted, Collection<String> idle) {
    int free = idle.size();
    List<CobaltJob> active =
        jobs.values().stream()
            .filter(CobaltJob::active)
            .sorted(Comparator.comparing(job -> endOf(job, startOf(job))))
            .toList();
    for (CobaltJob job : active) {
      free += job.nodes.size();
      if (free >= wanted) {
        return endOf(job, startOf(job));
      }
    }
    return null;
  }

  private static Instant startOf(CobaltJob job) {
    return job.started == null ? Instant.now() : job.started;
  }

  Instant endOf(CobaltJob job, Instant start) {
    return start.plus(site.minute().multipliedBy(job.minutes == 0 ? 100_000 : job.minutes));
  }

  private void checkDependencies(CobaltJob job) {
    if (!job.state.equals("dep_hold")) {
      return;
    }
    List<Integer> parents =
        job.dependencies.stream().filter(d -> d.matches("\\d+")).map(Integer::valueOf).toList();
    if (parents.stream().anyMatch(p -> gone.getOrDefault(p, 0) != 0)) {
      job.state = "dep_fail";
    } else if (parents.size() == job.dependencies.size()
        && parents.stream().allMatch(gone::containsKey)) {
      job.log.info("dep hold released");
      job.log.info("no holds remain; releasing job");
      job.state = "queued";
    }
  }

  private void start(CobaltJob job, List<String> nodes) {
    Instant now = Instant.now();
    job.nodes = List.copyOf(nodes);
    job.started = now;
    job.state = "running";
    try {
      job.process = jobStart.start(job, now, endOf(job, now));
    } catch (IOException e) {
      job.log.info("task could not be started: " + e.getMessage());
      remove(job, 1);
      return;
    }
    BatchProcess process = job.process;
    Thread watch = new Thread(() -> watch(job, process), "fake-cobalt job " + job.id);
    watch.setDaemon(true);
    watch.start();
    after(Duration.between(now, endOf(job, now)), () -> overrun(job));
  }

  private synchronized void overrun(CobaltJob job) {
    if (job.state.equals("running")) {
      job.log.info("maximum execution time exceeded; initiating job termination");
      end(job);
    }
  }

  /** Sends SIGTERM now, SIGKILL later. */
  synchronized void end(CobaltJob job) {
    job.state = "killing";
    if (job.process != null) {
      job.process.signal("TERM");
      after(site.killDelay(), () -> kill(job));
    }
  }

  /** Kills a job while it is in the queue: afterwards its PID may be another process's. */
  private synchronized void kill(CobaltJob job) {
    if (jobs.containsKey(job.id) && job.process != null) {
      job.process.kill();
    }
  }

  private void after(Duration delay, Runnable action) {
    ScheduledFuture<?> unused = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void watch(CobaltJob job, BatchProcess process) {
    try {
      int exitCode = process.waitFor();
      process.kill();
      synchronized (this) {
        boolean killed = job.state.equals("killing");
        if (!killed) {
          job.log.info(
              "task completed normally with an exit code of %d; initiating job cleanup and removal"
                  .formatted(exitCode));
        }
        remove(job, killed ? -1 : exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void remove(CobaltJob job, int end) {
    jobs.remove(job.id);
    gone.put(job.id, end);
    schedule();
  }

  @Override
  public void close() {
    List<BatchProcess> running = new ArrayList<>();
    synchronized (this) {
      closed = true;
      for (CobaltJob job : jobs.values()) {
        if (job.process != null) {
          running.add(job.process);
        }
      }
    }
    timer.shutdownNow();
    running.forEach(BatchProcess::kill);
  }
}
