package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.MissingApp;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.dispatch.ExpectedTimes;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.dispatch.JobPrefetch;
import io.balsam.engine.dispatch.Machine;
import io.balsam.engine.dispatch.MoldableJobs;
import io.balsam.engine.dispatch.RetryBackoff;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.RunQueue;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs jobs on this machine's own nodes. On the event loop's thread only. */
final class LocalDispatcher implements JobDispatcher {

  private record Placed(long job, Placement placement) {}

  private final EngineParts parts;
  private final RunQueue queue = new RunQueue();
  private final Map<Resources, Optional<String>> neverFits = new HashMap<>();
  private final NodePool pool;
  private final LocalExecutor running;
  private final RetryBackoff pauses;
  private final JobPrefetch ahead;
  private final ExpectedTimes times;
  private final MoldableJobs moldable;
  private final LocalRuns active;
  private final BundleSizer sizer;

  LocalDispatcher(
      EngineParts parts,
      NodePool pool,
      LocalExecutor running,
      LocalRuns active,
      BundleSizer sizer) {
    this.parts = parts;
    pauses = new RetryBackoff(parts);
    ahead = new JobPrefetch(parts);
    times = new ExpectedTimes(parts);
    this.pool = pool;
    moldable = new MoldableJobs(parts, machine(pool));
    this.running = running;
    this.active = active;
    this.sizer = sizer;
  }

  private static Machine machine(NodePool pool) {
    return new Machine() {
      @Override
      public int nodes() {
        return pool.nodes();
      }

      @Override
      public boolean fits(Resources resources) {
        return pool.neverFits(resources).isEmpty();
      }

      @Override
      public Object version() {
        return pool;
      }
    };
  }

  @Override
  public void runnable(Job job) {
    if (!job.run().active() || !pauses.over(job)) {
      return;
    }
    if (job.app() == null) {
      parts.lifecycle.fail(job, MissingApp.vanished(job));
    } else if (!moldable.takes(job)) {
      enqueue(job);
    }
  }

  private void enqueue(Job job) {
    Optional<String> never = neverFits.computeIfAbsent(job.shape().resources(), pool::neverFits);
    if (never.isPresent()) {
      parts.lifecycle.fail(job, "it can never run here: " + never.get());
    } else if (!active.has(job.id())) {
      queue.add(job.id(), job.shape().resources(), times.of(job), job.claim());
    }
  }

  @Override
  public void running(Job job) {
    active.runningState(job);
  }

  @Override
  public void ended(Job job) {
    queue.remove(job.id());
    moldable.ended(job);
    active.ended(job);
  }

  @Override
  public boolean holds(long job) {
    return active.has(job);
  }

  /** Frees the capacity of a job that cannot be started, which fails, for the next one. */
  @Override
  public void place() {
    List<Placed> placed = new ArrayList<>();
    boolean again = !parts.loop.stopping();
    if (again) {
      moldable.choose(this::enqueue, queue::remove);
      parts.lifecycle.settle();
    }
    while (again) {
      placed.clear();
      queue.drain(
          pool, active.available(), (job, placement) -> placed.add(new Placed(job, placement)));
      List<Placed> failed = new ArrayList<>();
      ahead.each(
          placed,
          Placed::job,
          one -> {
            if (!begin(one)) {
              failed.add(one);
            }
          });
      again = !failed.isEmpty();
      parts.lifecycle.settle();
    }
    List<Reservation> shortened = active.shortened();
    if (!parts.loop.stopping()) {
      shortened.forEach(this::fillUp);
    }
  }

  private boolean begin(Placed one) {
    Job job = parts.runs.job(one.job);
    Reservation reservation = new Reservation(one.placement, job);
    LocalRun first = start(job, reservation, false);
    if (first == null) {
      pool.release(one.placement, reservation.resources);
      return false;
    }
    List<LocalRun> all = new ArrayList<>(List.of(first));
    follow(reservation, all);
    parts.batch.after(() -> running.give(reservation, all));
    return true;
  }

  /**
   * Adds jobs to a reservation while only jobs like its own wait; otherwise leaves it, so that the
   * best job gets it.
   */
  private void fillUp(Reservation reservation) {
    if (queue.size() > 0 && queue.isBest(reservation.resources)) {
      List<LocalRun> more = new ArrayList<>();
      follow(reservation, more);
      if (!more.isEmpty()) {
        parts.batch.after(() -> running.give(reservation, more));
      }
      parts.lifecycle.settle();
    }
  }

  /** Adds to a reservation as many more jobs as are short enough to go with those that hold it. */
  private void follow(Reservation reservation, List<LocalRun> sink) {
    int most =
        reservation.first().mayShare() ? sizer.next(reservation.app()) - reservation.holders() : 0;
    most = Math.min(most, queue.size() / pool.cores());
    if (most > 0) {
      List<Long> more = new ArrayList<>();
      queue.takeAlike(
          reservation.resources,
          most,
          job -> reservation.first().mayBeFollowedBy(parts.runs.job(job)),
          more::add);
      ahead.of(more);
      for (long job : more) {
        LocalRun run = start(parts.runs.job(job), reservation, true);
        if (run != null) {
          sink.add(run);
        }
      }
    }
  }

  /** Records the start of an attempt; null when it cannot be started and the job has failed. */
  private @Nullable LocalRun start(Job job, Reservation reservation, boolean follows) {
    App app = job.app();
    if (app == null) {
      parts.lifecycle.fail(job, MissingApp.vanished(job));
      return null;
    }
    int attempt = job.attempts() + 1;
    AppBody.Function function = app.body() instanceof AppBody.Function code ? code : null;
    LocalRun run =
        new LocalRun(
            job, attempt, reservation, running.nodeNames(reservation.placement), function, running);
    run.follows = follows;
    try {
      running.prepare(run, app, parts.batch.record(job.id()).whole().row());
    } catch (RuntimeException e) {
      parts.lifecycle.fail(job, String.valueOf(e.getMessage()));
      return null;
    }
    job.run().table.nextAttempt(job.index());
    parts.lifecycle.fire(job, Trigger.STARTED, Map.of("attempt", attempt, "node", run.node));
    if (!follows) {
      parts.batch.change(new Change.Began(job.id(), parts.batch.now(), run.node));
    }
    active.begin(run);
    moldable.placed(job);
    return run;
  }

  @Override
  public void stop() {
    active.stop();
  }

  @Override
  public boolean idle() {
    return active.isEmpty();
  }

  @Override
  public void abandon() {
    active.abandonAll();
  }

  @Override
  public Optional<WaitReason> waitReason(JobRow job) {
    return pool.missing(job.resources())
        .map(what -> "It waits for free resources on the nodes: it " + what + ".")
        .or(
            () ->
                pool.kept(job.resources())
                    .map(
                        kept ->
                            "It waits: the free resources are reserved for " + kept.words() + "."))
        .or(active::full)
        .map(summary -> new WaitReason(summary, List.of(), false));
  }
}
