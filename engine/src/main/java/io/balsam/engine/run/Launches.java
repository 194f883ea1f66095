package io.balsam.engine.run;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.RunQueue;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runnable jobs, the nodes, and what runs on them. On the loop's thread only. */
final class Launches {

  private static final int READ_AHEAD = 256;

  private record Placed(long job, Placement placement) {}

  private final RunQueue queue = new RunQueue();
  private final Map<Long, Active> active = new HashMap<>();
  private final Map<Resources, Optional<String>> neverFits = new HashMap<>();
  private final NodePool pool;
  private final Runs runs;
  private final Batch batch;
  private final Lives lives;
  private final Details details;
  private final Preparation preparation;
  private final Running running;
  private final Timers timers;
  private final Usage usage;
  private boolean stopping;

  Launches(
      NodePool pool,
      Runs runs,
      Batch batch,
      Lives lives,
      Details details,
      Preparation preparation,
      Running running,
      Timers timers,
      Usage usage) {
    this.pool = pool;
    this.runs = runs;
    this.batch = batch;
    this.lives = lives;
    this.details = details;
    this.preparation = preparation;
    this.running = running;
    this.timers = timers;
    this.usage = usage;
  }

  /** What a runnable state needs: a place in the queue, when its time has come. */
  void runnable(Job job) {
    if (!job.run().active()) {
      return;
    }
    Instant restartAt = job.run().backOff.get(job.id());
    if (restartAt != null && restartAt.isAfter(batch.now())) {
      Duration pause = Duration.between(batch.now(), restartAt);
      batch.after(() -> timers.in(pause, () -> running.post(() -> backOffOver(job))));
      return;
    }
    job.run().backOff.remove(job.id());
    App app = job.app();
    Optional<String> never = neverFits.computeIfAbsent(job.shape().resources(), pool::neverFits);
    if (app == null) {
      lives.fail(job, Apps.vanished(job));
    } else if (never.isPresent()) {
      lives.fail(job, "it can never run here: " + never.get());
    } else if (!active.containsKey(job.id())) {
      queue.add(job.id(), job.shape().resources(), job.shape().wallTime(), job.shape().priority());
    }
  }

  private void backOffOver(Job job) {
    if (job.state() == JobState.RESTART_READY && job.run().backOff.containsKey(job.id())) {
      lives.look(job);
    }
  }

  /** What RUNNING needs when nothing of this engine runs the job: its launcher is gone. */
  void runningState(Job job) {
    if (job.run().active() && !active.containsKey(job.id())) {
      lives.fire(
          job,
          Trigger.LAUNCHER_LOST,
          Map.of("message", "the engine that ran it is gone", "attempt", job.attempts()));
    }
  }

  /** What a terminal state needs: nothing of the job waits or runs any more. */
  void ended(Job job) {
    queue.remove(job.id());
    job.run().backOff.remove(job.id());
    job.run().overtime.remove(job.id());
    job.run().errors.remove(job.id());
    Active run = active.get(job.id());
    if (run != null && run.ending != Active.Ending.CANCEL) {
      run.ending = Active.Ending.CANCEL;
      batch.after(() -> running.end(run));
    }
  }

  /** Places what fits. A job that cannot be started fails and makes room for the next. */
  void place() {
    List<Placed> placed = new ArrayList<>();
    boolean again = !stopping;
    while (again) {
      placed.clear();
      queue.drain(pool, (job, placement) -> placed.add(new Placed(job, placement)));
      readAhead(placed);
      again = false;
      for (Placed one : placed) {
        again |= !start(runs.job(one.job), one.placement);
      }
      lives.settle();
    }
  }

  private boolean start(Job job, Placement placement) {
    App app = job.app();
    JobRecord record = details.get(job.id(), batch);
    int attempt = job.attempts() + 1;
    Resources resources = job.shape().resources();
    Runnable effect;
    Active run =
        new Active(
            job,
            attempt,
            placement,
            resources,
            app != null && app.body() instanceof AppBody.Function);
    try {
      effect = running.prepare(run, app, record.row());
    } catch (RuntimeException e) {
      pool.release(placement, resources);
      lives.fail(job, String.valueOf(e.getMessage()));
      return false;
    }
    String node = preparation.nodeNames(placement);
    job.run().table.nextAttempt(job.slot());
    lives.fire(job, Trigger.STARTED, Map.of("attempt", attempt, "node", node));
    batch.change(new Change.Began(job.id(), batch.now(), node));
    active.put(job.id(), run);
    usage.taken(placement, batch.now());
    batch.after(effect);
    Duration wallTime = job.shape().wallTime();
    if (!wallTime.isZero()) {
      batch.after(
          () -> run.wallTimer = timers.in(wallTime, () -> running.post(() -> overtime(run))));
    }
    return true;
  }

  // Jobs of one kind are placed in the order of their ids: those next to a missing one are next.
  private void readAhead(List<Placed> placed) {
    List<Long> wanted = new ArrayList<>();
    Job last = null;
    for (Placed one : placed) {
      if (!details.has(one.job) && batch.created(one.job) == null) {
        wanted.add(one.job);
        last = runs.job(one.job);
      }
    }
    if (last == null) {
      return;
    }
    int end = Math.min(last.run().table.size(), last.slot() + READ_AHEAD);
    for (int slot = last.slot() + 1; slot < end; slot++) {
      if (last.run().table.state(slot).runnable()) {
        wanted.add(last.run().table.id(slot));
      }
    }
    details.load(wanted);
  }

  private void overtime(Active run) {
    if (active.get(run.job.id()) != run || run.ending != Active.Ending.NO) {
      return;
    }
    run.ending = Active.Ending.WALL_TIME;
    batch.after(() -> running.end(run));
    if (run.function) {
      batch.after(() -> timers.in(running.grace(), () -> running.post(() -> abandon(run))));
    }
  }

  /** Records the end of a function that does not heed its interruption; its cores stay taken. */
  private void abandon(Active run) {
    if (active.get(run.job.id()) == run) {
      timedOut(run, Map.of());
    }
  }

  /** A run has ended and its place is free, whatever became of the job meanwhile. */
  void freed(Active run, List<Change> how, Trigger trigger, Map<String, Object> data) {
    if (active.get(run.job.id()) != run) {
      return;
    }
    active.remove(run.job.id());
    pool.release(run.placement, run.resources);
    usage.given(run.placement, batch.now());
    if (run.wallTimer != null) {
      run.wallTimer.cancel(false);
    }
    JobState state = run.job.state();
    if (state == JobState.RUNNING || state == JobState.CANCELLED) {
      how.forEach(batch::change);
    }
    if (state == JobState.CANCELLED) {
      return;
    }
    if (state != JobState.RUNNING) {
      // Given up before; the next run has only waited for its place.
      lives.look(run.job);
    } else if (run.ending == Active.Ending.NO) {
      if (data.get("message") instanceof String message) {
        run.job.run().errors.put(run.job.id(), message);
      }
      lives.fire(run.job, trigger, data);
    } else {
      timedOut(run, data);
    }
  }

  private void timedOut(Active run, Map<String, Object> seen) {
    boolean wall = run.ending == Active.Ending.WALL_TIME;
    String message =
        wall
            ? "it ran longer than its wall time of " + Texts.duration(run.job.shape().wallTime())
            : "the engine was stopped";
    if (wall) {
      run.job.run().overtime.add(run.job.id());
    }
    Map<String, Object> data = new LinkedHashMap<>(seen);
    data.put("message", message);
    data.put("attempt", run.attempt);
    data.remove("exit_code");
    lives.fire(run.job, Trigger.TIMED_OUT, data);
  }

  /** Starts nothing more and ends everything. */
  void stop() {
    stopping = true;
    for (Active run : active.values()) {
      if (run.ending == Active.Ending.NO) {
        run.ending = Active.Ending.STOP;
        batch.after(() -> running.end(run));
      }
    }
  }

  /** Records the end of what did not end in time. */
  void abandonAll() {
    for (Active run : List.copyOf(active.values())) {
      if (run.job.state() == JobState.RUNNING) {
        timedOut(run, Map.of());
      }
    }
  }

  boolean nothingRuns() {
    return active.isEmpty();
  }

  boolean stopping() {
    return stopping;
  }

  /** Whether a run of the job occupies nodes. */
  boolean occupies(long job) {
    return active.containsKey(job);
  }

  Optional<String> missing(Resources resources) {
    return pool.missing(resources);
  }
}
