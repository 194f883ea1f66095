package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queue of runnable jobs that places them on nodes. Used by one thread.
 *
 * <ul>
 *   <li>The best job is tried first: by the {@link RankPolicy}, then the one expected to take
 *       longer, then the older one (lower id).
 *   <li>Jobs with the same request share a {@link RequestQueue}, so that a million alike ones cost
 *       one check when nothing fits.
 *   <li>A job that does not fit never holds up one that does, except on nodes kept for another.
 *   <li>A wide job could wait indefinitely while narrow ones take every core that becomes free. So
 *       when more than a certain number of others, none with a better claim, were placed past a
 *       request, nodes are kept for it until it moves; for one request at a time in a pool. Jobs
 *       with a better claim than its best may still use them.
 * </ul>
 */
public final class RunQueue {

  /** Receives one decision: the job is placed and removed from the queue. */
  @FunctionalInterface
  public interface Sink {
    void placed(long job, Placement placement);
  }

  private static final int TURNS_OF_THE_POOL = 4;

  private final RankPolicy policy;
  private final RequestQueues lines;
  private final JobIndex groupOfJob = new JobIndex();
  private final GroupNumbers groups = new GroupNumbers();
  private final long patience;

  /** Upper bound of the overtakes of any request. */
  private long overtakenAtMost;

  /**
   * Creates a queue by priority that keeps nodes for a request once four times as many jobs as the
   * pool has cores were placed past it.
   */
  public RunQueue() {
    this(RankPolicy.PRIORITY);
  }

  /** Creates a queue as {@link #RunQueue()} does, with another order. */
  public RunQueue(RankPolicy policy) {
    this(policy, 0);
  }

  /**
   * Creates a queue with a given patience.
   *
   * @param policy order of the jobs
   * @param patience how many jobs may be placed past a request before nodes are kept for it; 0 for
   *     four times as many as the pool has cores
   */
  public RunQueue(RankPolicy policy, long patience) {
    this.policy = policy;
    this.patience = patience;
    lines = new RequestQueues(policy);
  }

  /**
   * Adds a job that is ended at its wall time.
   *
   * @param wallTime zero for none
   * @throws IllegalStateException when it is already in
   */
  public void add(long job, Resources resources, Duration wallTime, RankPolicy.Claim claim) {
    add(job, resources, JobTime.declared(wallTime), claim);
  }

  /**
   * Adds a job.
   *
   * @throws IllegalStateException when it is already in
   */
  public void add(long job, Resources resources, JobTime time, RankPolicy.Claim claim) {
    if (groupOfJob.get(job) != JobIndex.ABSENT) {
      throw new IllegalStateException("job " + job + " is already in the queue");
    }
    RequestQueue line = lines.of(resources);
    RequestQueue.Rank rank = new RequestQueue.Rank(claim, time);
    RequestQueue.Group known = line.group(rank);
    RequestQueue.Group group = known == null ? groups.make(line, rank) : known;
    group.jobs.add(job);
    group.waiting++;
    groupOfJob.put(job, group.number);
    if (known == null) {
      line.add(group);
    }
  }

  /** Sorts the jobs again, after the order of claims has changed. */
  public void reorder() {
    lines.all().forEach(RequestQueue::reorder);
  }

  /** Removes a job; returns true when it was in. */
  public boolean remove(long job) {
    int number = groupOfJob.get(job);
    RequestQueue.Group group = number == JobIndex.ABSENT ? null : groups.get(number);
    if (group == null) {
      return false;
    }
    takeOut(job, group);
    return true;
  }

  /** Returns whether a job waits here. */
  public boolean contains(long job) {
    return groupOfJob.get(job) != JobIndex.ABSENT;
  }

  /** Returns the number of jobs that wait. */
  public int size() {
    return groupOfJob.size();
  }

  /** Receives the number of waiting jobs with the same request and time. */
  @FunctionalInterface
  public interface DemandSink {
    void waiting(Resources resources, JobTime time, int jobs);
  }

  /** Calls back with every request that waits, once for each time and claim. */
  public void eachRequest(DemandSink sink) {
    for (RequestQueue line : lines.all()) {
      for (RequestQueue.Group group : line.groups()) {
        sink.waiting(line.resources, group.rank.time(), group.waiting);
      }
    }
  }

  /**
   * Places every job that fits, best first; a job that does not fit never holds up one that does,
   * except on the nodes kept for one that was overtaken too often.
   */
  public void drain(NodePool pool, Sink sink) {
    drain(pool, Integer.MAX_VALUE, sink);
  }

  /**
   * Places jobs that fit, best first, up to a limit.
   *
   * @param most how many jobs to place at most
   */
  public void drain(NodePool pool, int most, Sink sink) {
    drain(pool, resources -> true, JobTime.Left.ENDLESS, most, sink);
  }

  /**
   * Places those of the jobs that fit and are allowed. Several pools may take turns at one queue.
   *
   * @param allowed requests that may be placed in the pool
   * @param left jobs that it does not take stay
   */
  public void drain(NodePool pool, Predicate<Resources> allowed, JobTime.Left left, Sink sink) {
    drain(pool, allowed, left, Integer.MAX_VALUE, sink);
  }

  private void drain(
      NodePool pool, Predicate<Resources> allowed, JobTime.Left left, int most, Sink sink) {
    if (most <= 0) {
      return;
    }
    keepNodes(pool, allowed, left);
    OvertakeCount passed = place(pool, allowed, left, most, sink);
    if (passed.any()) {
      overtakenAtMost += passed.all();
      for (RequestQueue line : lines.all()) {
        RequestQueue.Group best = line.best(left);
        if (best != null && allowed.test(line.resources)) {
          line.overtaken += passed.notAbove(best.rank.claim());
        }
      }
    }
  }

  private OvertakeCount place(
      NodePool pool, Predicate<Resources> allowed, JobTime.Left left, int most, Sink sink) {
    int placed = 0;
    PriorityQueue<RequestQueue.Group> movable = movable(pool, allowed, left);
    OvertakeCount passed = new OvertakeCount(policy);
    for (RequestQueue.Group group = movable.poll(); group != null; group = movable.poll()) {
      RequestQueue line = group.line;
      if (!pool.mayFit(line)) {
        // The last job placed left less: remove all that no longer fit, rather than each in its
        // turn.
        movable.removeIf(other -> !pool.mayFit(other.line));
        continue;
      }
      Optional<Placement> placement = pool.place(line.resources, mayUseKept(pool, group, left));
      if (placement.isEmpty()) {
        continue;
      }
      passed.add(group.rank.claim());
      line.overtaken = 0;
      long job = group.jobs.first();
      takeOut(job, group);
      if (line == pool.keptFor) {
        pool.keepNone();
        // Some may have been stuck only because of the nodes that are open again now.
        movable = movable(pool, allowed, left);
      } else {
        offer(movable, line, left);
      }
      sink.placed(job, placement.get());
      if (++placed == most) {
        break;
      }
    }
    return passed;
  }

  /** Returns the best group of each request that may fit: most are ruled out without a search. */
  private PriorityQueue<RequestQueue.Group> movable(
      NodePool pool, Predicate<Resources> allowed, JobTime.Left left) {
    PriorityQueue<RequestQueue.Group> movable = new PriorityQueue<>();
    lines.eachThatMayFit(
        pool,
        line -> {
          if (allowed.test(line.resources)) {
            offer(movable, line, left);
          }
        });
    return movable;
  }

  private static void offer(
      PriorityQueue<RequestQueue.Group> movable, RequestQueue line, JobTime.Left left) {
    RequestQueue.Group best = line.best(left);
    if (best != null) {
      movable.add(best);
    }
  }

  /**
   * Removes jobs that are to follow another in its reservation: the best ones of its request, as
   * long as they are suitable.
   *
   * @param most how many at most
   * @param fits whether a job is suitable; the first that is not stays, and ends the search
   */
  public void takeAlike(Resources resources, int most, LongPredicate fits, LongConsumer sink) {
    for (int taken = 0; taken < most; taken++) {
      RequestQueue line = lines.get(resources);
      if (line == null) {
        return;
      }
      RequestQueue.Group group = some(line.best(JobTime.Left.ENDLESS));
      long job = group.jobs.first();
      if (!fits.test(job)) {
        return;
      }
      takeOut(job, group);
      sink.accept(job);
    }
  }

  /** Returns whether the best of all waiting jobs is of this request. */
  public boolean isBest(Resources resources) {
    return lines.all().stream()
        .map(line -> some(line.best(JobTime.Left.ENDLESS)))
        .min(Comparator.naturalOrder())
        .filter(best -> best.line.resources.equals(resources))
        .isPresent();
  }

  private void keepNodes(NodePool pool, Predicate<Resources> allowed, JobTime.Left left) {
    long limit = patience > 0 ? patience : (long) TURNS_OF_THE_POOL * pool.cores();
    Predicate<RequestQueue> waitsTooLong =
        line -> line.overtaken >= limit && line.best(left) != null && allowed.test(line.resources);
    // It may have moved elsewhere meanwhile, or have none left that would still end in time.
    if (pool.keptFor != null && !waitsTooLong.test(pool.keptFor)) {
      pool.keepNone();
    }
    if ((pool.keptFor != null && pool.keepFor(pool.keptFor)) || overtakenAtMost < limit) {
      return;
    }
    overtakenAtMost = 0;
    PriorityQueue<RequestQueue.Group> tooLong = new PriorityQueue<>();
    for (RequestQueue line : lines.all()) {
      overtakenAtMost = Math.max(overtakenAtMost, line.overtaken);
      if (waitsTooLong.test(line) && pool.neverFits(line.resources).isEmpty()) {
        offer(tooLong, line, left);
      }
    }
    // A request that waits for what all nodes of the site have used up need not keep them from
    // others.
    tooLong.stream()
        .filter(group -> pool.siteHas(group.line))
        .min(Comparator.naturalOrder())
        .or(() -> Optional.ofNullable(tooLong.peek()))
        .ifPresent(group -> pool.keepFor(group.line));
  }

  private boolean mayUseKept(NodePool pool, RequestQueue.Group group, JobTime.Left left) {
    RequestQueue kept = pool.keptFor;
    return kept == null
        || kept == group.line
        || policy.compare(group.rank.claim(), some(kept.best(left)).rank.claim()) < 0;
  }

  private static RequestQueue.Group some(RequestQueue.@Nullable Group group) {
    return Objects.requireNonNull(group);
  }

  private void takeOut(long job, RequestQueue.Group group) {
    groupOfJob.remove(job);
    if (--group.waiting == 0) {
      drop(group);
      return;
    }
    // Jobs removed earlier may surface now; the first of a heap is always a waiting job.
    while (groupOfJob.get(group.jobs.first()) != group.number) {
      group.jobs.removeFirst();
    }
  }

  private void drop(RequestQueue.Group group) {
    group.line.remove(group);
    groups.remove(group);
    if (group.line.groups().isEmpty()) {
      lines.remove(group.line);
    }
  }
}
