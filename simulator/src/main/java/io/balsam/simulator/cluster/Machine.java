package io.balsam.simulator.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Nodes, the jobs on them, and those that wait, with the rule by which these start. */
final class Machine {

  private static final int NOT_PLANNED = -1;

  private final NodePool pool;
  private final long preparation;
  private final int depth;
  private final LinkedHashSet<Job> waiting = new LinkedHashSet<>();
  private final TreeSet<Job> onNodes = new TreeSet<>(Job.BY_LIMIT);

  Machine(ClusterSetup setup) {
    pool = new NodePool(setup.nodes());
    preparation = setup.preparation();
    depth = setup.depth();
  }

  NodePool pool() {
    return pool;
  }

  int waiting() {
    return waiting.size();
  }

  int running() {
    return onNodes.size();
  }

  void add(Job job) {
    waiting.add(job);
  }

  /** Ends a job. */
  void end(Job job, JobState how, long now) {
    if (job.state().onNodes()) {
      onNodes.remove(job);
      pool.release(job.nodes());
    } else {
      waiting.remove(job);
    }
    job.end(how, now);
  }

  /**
   * Starts the jobs that may start now: in order until one does not fit, and behind that one those
   * that do not delay it.
   *
   * @return the jobs that hold nodes from now on, in the order of their starts
   */
  List<Job> pass(long now) {
    List<Job> started = new ArrayList<>();
    Iterator<Job> queue = waiting.iterator();
    Optional<Job> head = inOrder(queue, started, now);
    if (head.isPresent() && pool.freeCount() > 0) {
      backfill(queue, head.get(), started, now);
    }
    return started;
  }

  private Optional<Job> inOrder(Iterator<Job> queue, List<Job> started, long now) {
    while (pool.freeCount() > 0 && queue.hasNext()) {
      Job job = queue.next();
      if (job.request.nodes() <= pool.freeCount()) {
        queue.remove();
        start(job, 0, started, now);
      } else if (job.request.nodes() <= pool.upCount()) {
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  private void backfill(Iterator<Job> queue, Job head, List<Job> started, long now) {
    long at = planned(head, now);
    int behind = NOT_PLANNED;
    int spare = 0;
    for (int i = 0; i < depth && pool.freeCount() > 0 && queue.hasNext(); i++) {
      Job job = queue.next();
      int nodes = job.request.nodes();
      if (nodes > pool.freeCount()) {
        continue;
      }
      boolean inTime = limit(job, now) <= at;
      if (!inTime && behind == NOT_PLANNED) {
        behind = behind(head, at);
        spare = pool.freeCount(behind);
      }
      if (inTime || nodes <= spare) {
        queue.remove();
        start(job, inTime ? 0 : behind, started, now);
        spare = behind == NOT_PLANNED ? 0 : pool.freeCount(behind);
      }
    }
  }

  private void start(Job job, int first, List<Job> started, long now) {
    NodeRuns nodes = pool.take(job, job.request.nodes(), first);
    job.allocate(nodes, Times.plus(now, preparation));
    onNodes.add(job);
    started.add(job);
  }

  private long limit(Job job, long now) {
    return Times.plus(Times.plus(now, preparation), job.request.wallTime());
  }

  /**
   * Returns the planned start of the first job that waits and that the nodes in service can take.
   */
  Optional<Reservation> reservation(long now) {
    for (Job job : waiting) {
      if (job.request.nodes() <= pool.upCount()) {
        return Optional.of(reserve(job, now));
      }
    }
    return Optional.empty();
  }

  private Reservation reserve(Job head, long now) {
    long at = planned(head, now);
    return new Reservation(head.id, at, pool.freeCount(behind(head, at)));
  }

  /** Returns the time at which enough nodes for a job are free if all others use their limits. */
  private long planned(Job head, long now) {
    int free = pool.freeCount();
    long at = now;
    Iterator<Job> ends = onNodes.iterator();
    while (free < head.request.nodes()) {
      Job next = ends.next();
      at = Math.max(now, next.limit());
      free += next.request.nodes();
    }
    return at;
  }

  /**
   * Returns the number of the node behind those planned for a job: the first ones by number of all
   * that are free at that time.
   */
  private int behind(Job head, long at) {
    BitSet free = pool.free();
    for (Job job : onNodes) {
      if (job.limit() > at) {
        break;
      }
      job.nodes().each(free::set);
    }
    return NodeRuns.lowest(free, head.request.nodes(), 0).end();
  }

  /** Returns the free nodes that no waiting job is to get before some time. */
  List<Window> windows(long now) {
    int free = pool.freeCount();
    if (free == 0) {
      return List.of();
    }
    Optional<Reservation> head = reservation(now);
    if (head.isEmpty()) {
      return List.of(new Window(free, Long.MAX_VALUE));
    }
    List<Window> windows = new ArrayList<>();
    int extra = head.get().extra();
    long length = head.get().at() - now - preparation;
    if (extra < free && length > 0) {
      windows.add(new Window(free, length));
    }
    if (extra > 0) {
      windows.add(new Window(extra, Long.MAX_VALUE));
    }
    return windows;
  }
}
