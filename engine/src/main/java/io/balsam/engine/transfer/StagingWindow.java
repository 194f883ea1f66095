package io.balsam.engine.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Jobs that are to be staged. Only so many are at a time, since their items are in memory then; the
 * others wait as little more than their ids. Jobs wait for those that use the same locations, so
 * that a location which does not answer holds up no others. Thread-safe.
 *
 * @param <T> what is needed to stage a job
 */
final class StagingWindow<T> {

  /** Jobs that are begun together. */
  private static final int JOBS_AT_ONCE = 100;

  /** Jobs that use the same locations. */
  private final class Lane {
    final UrgencyQueue<Waiting<T>> waiting = new UrgencyQueue<>();
    int items;
  }

  private record Waiting<T>(long job, T task, int items) {}

  private record Begun<L>(L lane, int items) {}

  private final int most;

  /** More begin when no more items than this are left, so that jobs are begun many at a time. */
  private final int few;

  private final Consumer<List<T>> start;
  private final Map<Object, Lane> lanes = new HashMap<>();
  private final Map<Long, Begun<Lane>> begun = new HashMap<>();

  /**
   * @param most items that are being staged at the same locations, unless one job has more
   * @param start begins some jobs that use the same locations; called from the threads that add
   *     jobs and end them, without a lock
   */
  StagingWindow(int most, Consumer<List<T>> start) {
    this.most = most;
    few = most / 2;
    this.start = start;
  }

  /**
   * Adds a job, which begins with the next {@link #start}.
   *
   * @param locations what jobs that wait for each other have in common
   * @param urgency of jobs that wait, the more urgent begin first
   * @param items about as many as the job has
   */
  synchronized void add(long job, Object locations, Urgency urgency, int items, T task) {
    lanes
        .computeIfAbsent(locations, key -> new Lane())
        .waiting
        .add(urgency, new Waiting<>(job, task, Math.max(1, items)));
  }

  /** Begins as many jobs as may be now. */
  void start() {
    List<List<T>> next;
    synchronized (this) {
      lanes.values().removeIf(lane -> lane.items == 0 && lane.waiting.isEmpty());
      next = lanes.values().stream().map(this::take).toList();
    }
    for (List<T> jobs : next) {
      for (int i = 0; i < jobs.size(); i += JOBS_AT_ONCE) {
        start.accept(jobs.subList(i, Math.min(jobs.size(), i + JOBS_AT_ONCE)));
      }
    }
  }

  private List<T> take(Lane lane) {
    List<T> next = new ArrayList<>();
    while (lane.items <= few || (!next.isEmpty() && lane.items < most)) {
      Waiting<T> one = lane.waiting.poll();
      if (one == null) {
        break;
      }
      lane.items += one.items();
      begun.put(one.job(), new Begun<>(lane, one.items()));
      next.add(one.task());
    }
    return next;
  }

  /** Handles the end of a job that has begun; of another it does nothing. */
  void ended(long job) {
    synchronized (this) {
      Begun<Lane> of = begun.remove(job);
      if (of == null) {
        return;
      }
      of.lane().items -= of.items();
      if (of.lane().items > few || of.lane().waiting.isEmpty()) {
        return;
      }
    }
    start();
  }
}
