package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks parents and children: decides which jobs may begin and which fail with a parent.
 *
 * <p>Of the children of one parent five hundred begin in a turn of the event loop, in the order
 * declared: ten thousand in one commit held everything up for half a second. Those that fail with
 * their parent fail at once. A crash in between needs no handling of its own, since each job's
 * state is looked at when its run is opened.
 */
public final class DependencyTracker {

  /**
   * Bound of children released per turn, so that the first need not wait for the last to be
   * written.
   */
  private static final int AT_ONCE = 500;

  private final LifecycleDriver lifecycle;
  private final Consumer<Runnable> later;

  /**
   * Creates the tracker of one event loop.
   *
   * @param later runs code in the next turn. If that turn never comes, the next opening of the run
   *     finds children without pending parents.
   */
  public DependencyTracker(LifecycleDriver lifecycle, Consumer<Runnable> later) {
    this.lifecycle = lifecycle;
    this.later = later;
  }

  public void created(Job job) {
    Long earlier = job.run().reused.remove(job.index());
    if (earlier != null) {
      lifecycle.fire(job, Trigger.REUSED, Map.of("from", earlier));
      return;
    }
    boolean alone = job.run().table.pending(job.index()) == 0 && badParent(job) == null;
    String whyNot = job.run().notReused.remove(job.index());
    lifecycle.fire(
        job,
        alone ? Trigger.ACCEPTED_WITHOUT_PARENTS : Trigger.ACCEPTED,
        whyNot == null ? Map.of() : Map.of("not_reused", whyNot));
  }

  public void awaiting(Job job) {
    Long bad = badParent(job);
    if (bad != null) {
      lifecycle.fire(job, Trigger.PARENT_FAILED, parentFailed(bad, "had not finished well", bad));
    } else if (job.run().table.pending(job.index()) == 0) {
      lifecycle.fire(job, Trigger.PARENTS_SATISFIED);
    }
  }

  public void ended(Job job) {
    boolean good = job.state() == JobState.JOB_FINISHED;
    List<Integer> free = new ArrayList<>();
    job.run()
        .table
        .eachChild(
            job.index(),
            (index, anyEnd) -> {
              Job child = new Job(job.run(), index);
              if (child.state().terminal()) {
                return;
              }
              if (!good && !anyEnd) {
                long root = job.run().roots.getOrDefault(job.index(), job.id());
                job.run().roots.put(index, root);
                lifecycle.fire(
                    child,
                    Trigger.PARENT_FAILED,
                    parentFailed(job.id(), "is " + job.state(), root));
              } else if (job.run().table.parentDone(index) == 0) {
                free.add(index);
              }
            });
    free.sort(null);
    letGo(job.run(), free);
  }

  private void letGo(LoadedRun run, List<Integer> free) {
    int now = Math.min(AT_ONCE, free.size());
    free.subList(0, now)
        .forEach(index -> lifecycle.fire(new Job(run, index), Trigger.PARENTS_SATISFIED));
    if (now < free.size()) {
      later.accept(() -> letGo(run, free.subList(now, free.size())));
    }
  }

  /** Calls back for every descendant of the job, at any depth, that has not ended. */
  public static void eachDescendant(Job job, Consumer<Job> sink) {
    Set<Integer> seen = new HashSet<>();
    ArrayDeque<Integer> next = new ArrayDeque<>();
    next.add(job.index());
    for (Integer index = next.poll(); index != null; index = next.poll()) {
      job.run()
          .table
          .eachChild(
              index,
              (child, anyEnd) -> {
                if (!job.run().table.state(child).terminal() && seen.add(child)) {
                  next.add(child);
                  sink.accept(new Job(job.run(), child));
                }
              });
    }
  }

  /** Returns the number of descendants that have not ended, counted up to a bound. */
  public static int countDescendants(Job job, int most) {
    if (!job.run().table.hasChildren(job.index())) {
      return 0;
    }
    Set<Integer> seen = new HashSet<>();
    ArrayDeque<Integer> next = new ArrayDeque<>();
    next.add(job.index());
    while (!next.isEmpty() && seen.size() < most) {
      job.run()
          .table
          .eachChild(
              next.remove(),
              (child, anyEnd) -> {
                if (seen.size() < most
                    && !job.run().table.state(child).terminal()
                    && seen.add(child)) {
                  next.add(child);
                }
              });
    }
    return seen.size();
  }

  private static @Nullable Long badParent(Job job) {
    return job.run().badParents.get(job.index());
  }

  private static Map<String, Object> parentFailed(long parent, String what, long root) {
    String message = "its parent, job " + parent + ", " + what;
    if (root != parent) {
      message += " because of job " + root;
    }
    return Map.of("message", message, "parent", parent, "root", root);
  }
}
