package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runnable jobs, best first: higher priority, then longer wall time, then older (lower number).
 * Jobs of one shape share a line, so that a million alike ones cost one look when nothing fits.
 * Used by one thread.
 *
 * <p>A wide job could wait for ever while narrow ones take every core that falls free. So when more
 * than a certain number of others, none of higher priority, were placed past a line, nodes are kept
 * for it until it moves; one line at a time in a pool. Jobs of higher priority than its best may
 * still use them.
 */
public final class RunQueue {

  /** Takes one decision: the job is placed and out of the queue. */
  @FunctionalInterface
  public interface Sink {
    void placed(long job, Placement placement);
  }

  private static final int TURNS_OF_THE_POOL = 4;
  private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

  private static final Comparator<Line.Group> BEST_FIRST =
      Comparator.<Line.Group, Line.Rank>comparing(group -> group.rank, Line.Rank.BEST_FIRST)
          .thenComparingLong(group -> group.jobs.first());

  private final Map<Resources, Line> lines = new HashMap<>();
  private final JobIndex groupOfJob = new JobIndex();
  private final List<Line.@Nullable Group> groups = new ArrayList<>();
  private final List<Integer> freeNumbers = new ArrayList<>();
  private final long patience;

  /** Nodes are kept for a line once four times as many jobs as the pool has cores went past it. */
  public RunQueue() {
    this(0);
  }

  /**
   * With a patience of one's own.
   *
   * @param patience how many jobs may be placed past a line before nodes are kept for it; 0 for
   *     four times as many as the pool has cores
   */
  public RunQueue(long patience) {
    this.patience = patience;
  }

  /**
   * Puts a job in.
   *
   * @param wallTime how long it is expected to run at most; zero when unknown
   * @throws IllegalStateException when it is already in
   */
  public void add(long job, Resources resources, Duration wallTime, int priority) {
    if (groupOfJob.get(job) != JobIndex.ABSENT) {
      throw new IllegalStateException("job " + job + " is already in the queue");
    }
    Line line = lines.computeIfAbsent(resources, Line::new);
    Line.Rank rank = new Line.Rank(priority, nanos(wallTime));
    Line.Group group = line.groups.computeIfAbsent(rank, r -> newGroup(line, r));
    group.jobs.add(job);
    group.waiting++;
    groupOfJob.put(job, group.number);
  }

  /** Takes a job out; true when it was in. */
  public boolean remove(long job) {
    int number = groupOfJob.get(job);
    Line.Group group = number == JobIndex.ABSENT ? null : groups.get(number);
    if (group == null) {
      return false;
    }
    takeOut(job, group);
    return true;
  }

  /** Whether a job waits here. */
  public boolean contains(long job) {
    return groupOfJob.get(job) != JobIndex.ABSENT;
  }

  /** How many jobs wait. */
  public int size() {
    return groupOfJob.size();
  }

  /** Calls back with every request that waits, and how many jobs make it. */
  public void eachRequest(ObjIntConsumer<Resources> sink) {
    lines.forEach(
        (resources, line) ->
            sink.accept(
                resources, line.groups.values().stream().mapToInt(group -> group.waiting).sum()));
  }

  /**
   * Places every job that fits, best first; a job that does not fit never holds up one that does,
   * except on the nodes kept for one that was overtaken too often.
   */
  public void drain(NodePool pool, Sink sink) {
    drain(pool, resources -> true, FOR_EVER, sink);
  }

  /**
   * The same with some of the jobs only. Several pools may take turns at one queue.
   *
   * @param allowed requests that the pool may be asked for
   * @param longest jobs with a longer wall time stay
   */
  public void drain(NodePool pool, Predicate<Resources> allowed, Duration longest, Sink sink) {
    long nanos = nanos(longest);
    List<Line> mayGo = new ArrayList<>();
    for (Line line : lines.values()) {
      if (allowed.test(line.resources) && line.best(nanos) != null) {
        mayGo.add(line);
      }
    }
    keepNodes(pool, mayGo, nanos);
    if (!pool.full()) {
      place(pool, mayGo, nanos, sink);
    }
  }

  private void place(NodePool pool, List<Line> lines, long longest, Sink sink) {
    PriorityQueue<Line.Group> movable = new PriorityQueue<>(BEST_FIRST);
    lines.forEach(line -> offer(movable, line, longest));
    List<Stuck> stuck = new ArrayList<>();
    long placed = 0;
    long placedAbove = 0;
    int priority = Integer.MAX_VALUE;
    for (Line.Group group = movable.poll(); group != null; group = movable.poll()) {
      Line line = group.line;
      if (group.rank.priority() < priority) {
        priority = group.rank.priority();
        placedAbove = placed;
      }
      Optional<Placement> placement = pool.place(line.resources, mayUseKept(pool, group, longest));
      if (placement.isEmpty()) {
        stuck.add(new Stuck(line, placedAbove));
        continue;
      }
      placed++;
      line.overtaken = 0;
      long job = group.jobs.first();
      takeOut(job, group);
      offer(movable, line, longest);
      if (line == pool.keptFor) {
        pool.keepNone();
        // Some may have been stuck only because of the nodes that are open again now.
        stuck.forEach(other -> offer(movable, other.line, longest));
        stuck.clear();
        priority = Integer.MAX_VALUE;
      }
      sink.placed(job, placement.get());
    }
    for (Stuck one : stuck) {
      one.line.overtaken += placed - one.placedAbove;
    }
  }

  private static void offer(PriorityQueue<Line.Group> movable, Line line, long longest) {
    Line.Group best = line.best(longest);
    if (best != null) {
      movable.add(best);
    }
  }

  /** A line that could not move, and how many jobs of higher priority had been placed by then. */
  private record Stuck(Line line, long placedAbove) {}

  /**
   * Takes jobs out that are to follow another in its place: the best ones of its request, as long
   * as they will do.
   *
   * @param most how many at most
   * @param fits whether a job will do; the first that does not stays, and ends it
   */
  public void takeAlike(Resources resources, int most, LongPredicate fits, LongConsumer sink) {
    for (int taken = 0; taken < most; taken++) {
      Line line = lines.get(resources);
      if (line == null) {
        return;
      }
      Line.Group group = line.groups.firstEntry().getValue();
      long job = group.jobs.first();
      if (!fits.test(job)) {
        return;
      }
      takeOut(job, group);
      sink.accept(job);
    }
  }

  private void keepNodes(NodePool pool, List<Line> mayGo, long longest) {
    long limit = patience > 0 ? patience : (long) TURNS_OF_THE_POOL * pool.cores();
    Line kept = pool.keptFor;
    // It may have moved elsewhere meanwhile, or have none left that would still end in time.
    if (kept != null && (kept.overtaken < limit || !mayGo.contains(kept))) {
      pool.keepNone();
    }
    if (pool.keptFor == null) {
      mayGo.stream()
          .filter(line -> line.overtaken >= limit && pool.neverFits(line.resources).isEmpty())
          .min(Comparator.comparing(line -> some(line.best(longest)), BEST_FIRST))
          .ifPresent(pool::keepFor);
    }
  }

  private static boolean mayUseKept(NodePool pool, Line.Group group, long longest) {
    Line kept = pool.keptFor;
    return kept == null
        || kept == group.line
        || group.rank.priority() > some(kept.best(longest)).rank.priority();
  }

  private static Line.Group some(Line.@Nullable Group group) {
    return Objects.requireNonNull(group);
  }

  private void takeOut(long job, Line.Group group) {
    groupOfJob.remove(job);
    if (--group.waiting == 0) {
      drop(group);
      return;
    }
    // Others taken out earlier may surface now; the first of a heap is always a waiting job.
    while (groupOfJob.get(group.jobs.first()) != group.number) {
      group.jobs.removeFirst();
    }
  }

  private void drop(Line.Group group) {
    group.line.groups.remove(group.rank);
    groups.set(group.number, null);
    freeNumbers.add(group.number);
    if (group.line.groups.isEmpty()) {
      lines.remove(group.line.resources);
    }
  }

  private Line.Group newGroup(Line line, Line.Rank rank) {
    if (freeNumbers.isEmpty()) {
      groups.add(null);
      freeNumbers.add(groups.size() - 1);
    }
    int number = freeNumbers.remove(freeNumbers.size() - 1);
    Line.Group group = new Line.Group(line, rank, number);
    groups.set(number, group);
    return group;
  }

  private static long nanos(Duration wallTime) {
    return wallTime.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : wallTime.toNanos();
  }
}
