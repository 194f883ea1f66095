package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.execution.ConcurrencyLimit;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attempts that occupy the nodes, from their start until they have really ended. On the event
 * loop's thread only.
 */
final class LocalRuns {

  private static final Comparator<LocalRun> LAST_FIRST =
      Comparator.comparingLong((LocalRun run) -> run.job.id()).reversed();

  private final EngineParts parts;
  private final Map<Long, LocalRun> active = new HashMap<>();
  private final Set<Reservation> shortened = new LinkedHashSet<>();
  private final NodePool pool;
  private final ConcurrencyLimit limit;
  private final Duration grace;
  private int reservations;
  private boolean easing;

  LocalRuns(EngineParts parts, NodePool pool, ConcurrencyLimit limit, Duration grace) {
    this.parts = parts;
    this.pool = pool;
    this.limit = limit;
    this.grace = grace;
  }

  boolean isEmpty() {
    return active.isEmpty();
  }

  boolean has(long job) {
    return active.containsKey(job);
  }

  /** Adds an attempt to its reservation; it begins once this batch is on disk. */
  void begin(LocalRun run) {
    active.put(run.job.id(), run);
    if (!run.follows) {
      reservations++;
      parts.usage.taken(pool.cores(run.reservation.placement), parts.batch.now());
    }
    run.reservation.acquire();
    Duration wallTime = run.job.shape().wallTime();
    if (!wallTime.isZero()) {
      parts.batch.after(
          () ->
              run.wallTimer =
                  parts.timers.watch(wallTime, () -> parts.loop.post(() -> overtime(run))));
    }
  }

  /** Learns from an attempt that succeeded, before its hold on the nodes is freed. */
  void succeeded(LocalRun run, Instant at) {
    if (active.get(run.job.id()) == run && run.job.state() == JobState.RUNNING) {
      parts.runTimes.succeeded(run.job, run.began, at);
    }
  }

  /** Handles a job found RUNNING: when this engine does not run it, the engine that did is gone. */
  void runningState(Job job) {
    if (job.run().active() && !has(job.id())) {
      parts.lifecycle.fire(
          job,
          Trigger.LAUNCHER_LOST,
          Map.of("message", "the engine that ran it is gone", "attempt", job.attempts()));
    }
  }

  /** Ends the process of a job that has ended. */
  void ended(Job job) {
    LocalRun run = active.get(job.id());
    if (run != null && run.ending != LocalRun.Ending.CANCEL) {
      run.ending = LocalRun.Ending.CANCEL;
      parts.batch.after(run::end);
    }
  }

  private void overtime(LocalRun run) {
    if (active.get(run.job.id()) != run || run.ending != LocalRun.Ending.NO) {
      return;
    }
    run.ending = LocalRun.Ending.WALL_TIME;
    parts.batch.after(run::end);
    if (run.function != null) {
      parts.batch.after(() -> parts.timers.in(grace, () -> parts.loop.post(() -> abandon(run))));
    }
  }

  /** Records the end of a function that ignores its interruption; its cores stay in use. */
  private void abandon(LocalRun run) {
    if (active.get(run.job.id()) == run) {
      timedOut(run, Map.of());
    }
  }

  /**
   * Records the end of an attempt and frees its hold on the nodes, whatever the job's state is now.
   *
   * @param byItself whether it had finished before it was asked to end, if it was asked at all
   */
  void freed(
      LocalRun run, boolean byItself, List<Change> how, Trigger trigger, Map<String, Object> data) {
    if (active.get(run.job.id()) != run) {
      return;
    }
    release(run);
    if (run.wallTimer != null) {
      run.wallTimer.cancel(false);
    }
    if (byItself && run.ending != LocalRun.Ending.CANCEL) {
      // Only the report came late: this process may have been held up.
      run.ending = LocalRun.Ending.NO;
    }
    JobState state = run.job.state();
    if (state == JobState.RUNNING || state == JobState.CANCELLED) {
      how.forEach(parts.batch::change);
    }
    if (state == JobState.CANCELLED) {
      return;
    }
    if (state != JobState.RUNNING) {
      // Given up before; the next attempt has only waited for its nodes.
      parts.lifecycle.schedule(run.job);
    } else if (run.ending == LocalRun.Ending.NO) {
      run.job.run().cutOff(run.job.id(), false);
      if (data.get("message") instanceof String message) {
        run.job.run().errors.put(run.job.id(), message);
      }
      parts.lifecycle.fire(run.job, trigger, data);
    } else {
      timedOut(run, data);
    }
  }

  /** Returns the reservations with fewer holders than before that are not free, and clears them. */
  List<Reservation> shortened() {
    List<Reservation> reservations =
        shortened.stream().filter(reservation -> reservation.holders() > 0).toList();
    shortened.clear();
    return reservations;
  }

  private void release(LocalRun run) {
    active.remove(run.job.id());
    shortened.add(run.reservation);
    if (run.reservation.release()) {
      reservations--;
      pool.release(run.reservation.placement, run.reservation.resources);
      parts.usage.given(pool.cores(run.reservation.placement), parts.batch.now());
    }
  }

  /** Returns how many more may begin within the machine's limits. */
  int available() {
    return limit.available(reservations);
  }

  /** Returns a sentence for users about the limit that is reached; empty when none is. */
  Optional<String> full() {
    return available() > 0
        ? Optional.empty()
        : Optional.of(
            "It waits, since %s; %d may run at a time for now."
                .formatted(limit.why(), limit.most()));
  }

  /** Takes back an attempt that was recorded but whose turn did not come. */
  void notBegun(LocalRun run) {
    giveBack(run, "the jobs before it took too long; it had not started");
  }

  /** Takes back an attempt that was recorded but cannot be started for lack of something. */
  void lacking(LocalRun run, String what) {
    giveBack(run, "it could not be started now: " + what);
    limit.lack(reservations, what);
    parts.shortages.toStart(what);
    easeLater();
  }

  private void easeLater() {
    if (!easing) {
      easing = true;
      parts.batch.after(
          () ->
              parts.timers.in(
                  limit.pause(),
                  () ->
                      parts.loop.post(
                          () -> {
                            easing = false;
                            if (limit.ease()) {
                              easeLater();
                            } else {
                              parts.shortages.toStart("");
                            }
                          })));
    }
  }

  private void giveBack(LocalRun run, String why) {
    if (active.get(run.job.id()) != run) {
      return;
    }
    release(run);
    if (run.wallTimer != null) {
      run.wallTimer.cancel(false);
    }
    if (run.job.state() == JobState.RUNNING) {
      run.job.run().table.noAttempt(run.job.index());
      parts.lifecycle.fire(run.job, Trigger.GIVEN_BACK, Map.of("message", why));
    }
  }

  private void timedOut(LocalRun run, Map<String, Object> seen) {
    boolean wall = run.ending == LocalRun.Ending.WALL_TIME;
    String message =
        wall ? RunTexts.overtime(run.job.shape().wallTime()) : "the engine was stopped";
    if (wall) {
      parts.runTimes.overtime(run.job, parts.batch.now());
      run.job.run().overtime.add(run.job.id());
    }
    Map<String, Object> data = new LinkedHashMap<>(seen);
    boolean cutOff = run.ending == LocalRun.Ending.CUT_OFF;
    run.job.run().cutOff(run.job.id(), cutOff);
    if (!cutOff) {
      data.put("message", message);
    }
    data.put("attempt", run.attempt);
    data.remove("exit_code");
    parts.lifecycle.fire(run.job, Trigger.TIMED_OUT, data);
  }

  /** Ends all attempts. */
  void stop() {
    // The last ones first: the follower of one that is ended must not begin instead.
    for (LocalRun run : active.values().stream().sorted(LAST_FIRST).toList()) {
      if (run.ending == LocalRun.Ending.NO) {
        run.ending = LocalRun.Ending.STOP;
        parts.batch.after(run::end);
      }
    }
  }

  /** Records the end of attempts that did not end in time. */
  void abandonAll() {
    for (LocalRun run : List.copyOf(active.values())) {
      if (run.job.state() == JobState.RUNNING) {
        timedOut(run, Map.of());
      }
    }
  }
}
