package io.balsam.simulator.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Nodes, the jobs on them, and those that wait, with the rule by which these start. */
final class Machine {

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
      backfill(queue, reserve(head.get(), now), started, now);
    }
    return started;
  }

  private Optional<Job> inOrder(Iterator<Job> queue, List<Job> started, long now) {
    while (pool.freeCount() > 0 && queue.hasNext()) {
      Job job = queue.next();
      if (job.request.nodes() <= pool.freeCount()) {
        queue.remove();
        start(job, started, now);
      } else if (job.request.nodes() <= pool.upCount()) {
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  private void backfill(Iterator<Job> queue, Reservation head, List<Job> started, long now) {
    int extra = head.extra();
    for (int i = 0; i < depth && pool.freeCount() > 0 && queue.hasNext(); i++) {
      Job job = queue.next();
      int nodes = job.request.nodes();
      if (nodes > pool.freeCount()) {
        continue;
      }
      boolean inTime = limit(job, now) <= head.at();
      if (inTime || nodes <= extra) {
        extra -= inTime ? 0 : nodes;
        queue.remove();
        start(job, started, now);
      }
    }
  }

  private void start(Job job, List<Job> started, long now) {
    int[] nodes = pool.take(job, job.request.nodes());
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
    int nodes = head.request.nodes();
    int free = pool.freeCount();
    long at = now;
    Iterator<Job> ends = onNodes.iterator();
    while (free < nodes) {
      Job next = ends.next();
      at = Math.max(now, next.limit());
      free += next.request.nodes();
    }
    // Jobs that end in the same moment leave their nodes to others too.
    while (ends.hasNext()) {
      Job next = ends.next();
      if (next.limit() > at) {
        break;
      }
      free += next.request.nodes();
    }
    return new Reservation(head.id, at, free - nodes);
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
    int extra = Math.min(head.get().extra(), free);
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
