package io.balsam.engine.scaling;

import io.balsam.engine.packing.NodeSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Jobs that wait and no allocation is there for yet. Its cost depends on how many kinds of jobs
 * there are, and not on how many jobs.
 */
final class Work {

  private static final Comparator<Need> HARDEST_FIRST =
      Comparator.comparingDouble(Need::nodes).thenComparing(Need::time).reversed();

  /**
   * Part of the work that an allocation does.
   *
   * @param jobs number of jobs
   * @param nodes nodes that they fill
   * @param nodeSeconds sum of the times of the nodes that they fill; where times are not known, the
   *     time of the allocation
   */
  record Done(long jobs, double nodes, double nodeSeconds) {}

  /** Part of what is taken of a kind of jobs that may be left of it. */
  private static final double SMALL_REST = 0.2;

  private final List<Need> needs;

  Work(List<Need> needs) {
    this.needs = new ArrayList<>(needs);
    this.needs.sort(HARDEST_FIRST);
  }

  Work copy() {
    return new Work(needs);
  }

  long jobs() {
    return needs.stream().mapToLong(Need::jobs).sum();
  }

  boolean isEmpty() {
    return needs.stream().allMatch(need -> need.jobs() == 0);
  }

  List<Need> needs() {
    return List.copyOf(needs);
  }

  /** Returns whether each of the jobs can end in a time. */
  boolean canRun(Duration usable) {
    return needs.stream().allMatch(need -> need.jobs() == 0 || need.rounds(usable) > 0);
  }

  /** Returns the nodes that all jobs would fill at once. */
  double nodesAtOnce() {
    return needs.stream().mapToDouble(need -> need.jobs() * need.nodes()).sum();
  }

  /** Returns the nodes on which all jobs that can run in a time end in it. */
  double nodes(Duration usable) {
    double sum = 0;
    for (Need need : needs) {
      long rounds = need.rounds(usable);
      if (rounds > 0 && need.jobs() > 0) {
        sum += need.nodes() * ((need.jobs() + rounds - 1) / rounds);
      }
    }
    return sum;
  }

  /** Removes the jobs that an allocation can do, those that are hardest to place first. */
  Done take(double nodes, Duration usable) {
    return take(nodes, usable, List.of());
  }

  /**
   * Removes the jobs that an allocation can do whose nodes have these sizes.
   *
   * @param sizes empty for the sizes by which the needs were computed
   */
  Done take(double nodes, Duration usable, List<NodeSize> sizes) {
    double free = nodes;
    long jobs = 0;
    double seconds = 0;
    for (int i = 0; i < needs.size(); i++) {
      Need need = needs.get(i);
      long rounds = need.rounds(usable);
      if (rounds == 0 || need.jobs() == 0) {
        continue;
      }
      double each = need.nodesOf(sizes);
      long abreast = (long) Math.floor(free / each + Need.ROUNDING);
      long taken = Math.min(need.jobs(), abreast * rounds);
      if (taken > 0) {
        jobs += taken;
        Duration time = need.time().isZero() ? usable : need.time();
        seconds += taken * each * time.toMillis() / 1e3;
        free -= each * ((taken + rounds - 1) / rounds);
        needs.set(i, need.with(need.jobs() - taken));
      }
    }
    return new Done(jobs, nodes - free, seconds);
  }

  /**
   * Leaves small rests to the allocations that take the others of their kind: times are rounded up,
   * and most jobs end sooner than they must.
   *
   * @param before the needs before something was taken
   */
  void leaveRests(List<Need> before) {
    for (int i = 0; i < needs.size(); i++) {
      Need left = needs.get(i);
      long taken = before.get(i).jobs() - left.jobs();
      if (left.jobs() <= taken * SMALL_REST) {
        needs.set(i, left.with(0));
      }
    }
  }

  /** Removes all jobs, and returns them. */
  List<Need> removeAll() {
    List<Need> all = needs();
    needs.clear();
    return all;
  }

  /** Removes the jobs that cannot run on so many nodes in such a time, and returns them. */
  List<Need> removeUnfit(int nodes, Duration usable) {
    List<Need> unfit =
        needs.stream()
            .filter(need -> need.wholeNodes() > nodes || need.rounds(usable) == 0)
            .toList();
    needs.removeAll(unfit);
    return unfit;
  }
}
