package io.balsam.engine.run;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.RunQueue;
import io.balsam.engine.run.threads.Timers;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runnable jobs and the nodes they wait for. On the loop's thread only. */
final class Launches {

  private static final int READ_AHEAD = 256;

  private record Placed(long job, Placement placement) {}

  private final RunQueue queue = new RunQueue();
  private final Map<Resources, Optional<String>> neverFits = new HashMap<>();
  private final NodePool pool;
  private final Runs runs;
  private final Batch batch;
  private final Lives lives;
  private final Details details;
  private final Running running;
  private final Timers timers;
  private final ActiveRuns active;
  private boolean stopping;

  Launches(
      NodePool pool,
      Runs runs,
      Batch batch,
      Lives lives,
      Details details,
      Running running,
      Timers timers,
      ActiveRuns active) {
    this.pool = pool;
    this.runs = runs;
    this.batch = batch;
    this.lives = lives;
    this.details = details;
    this.running = running;
    this.timers = timers;
    this.active = active;
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
    } else if (!active.has(job)) {
      queue.add(job.id(), job.shape().resources(), job.shape().wallTime(), job.shape().priority());
    }
  }

  private void backOffOver(Job job) {
    if (job.state() == JobState.RESTART_READY && job.run().backOff.containsKey(job.id())) {
      lives.look(job);
    }
  }

  /** What a terminal state needs: nothing of the job waits or runs any more. */
  void ended(Job job) {
    queue.remove(job.id());
    job.run().backOff.remove(job.id());
    job.run().overtime.remove(job.id());
    job.run().errors.remove(job.id());
    active.ended(job);
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
    String node = running.nodeNames(placement);
    job.run().table.nextAttempt(job.slot());
    lives.fire(job, Trigger.STARTED, Map.of("attempt", attempt, "node", node));
    batch.change(new Change.Began(job.id(), batch.now(), node));
    active.begin(run, effect);
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

  /** Starts nothing more. */
  void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }

  Optional<String> missing(Resources resources) {
    return pool.missing(resources);
  }
}
