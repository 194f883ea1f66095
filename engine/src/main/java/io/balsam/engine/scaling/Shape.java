package io.balsam.engine.scaling;

import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.engine.scaling.Work.Done;
import io.balsam.engine.text.Count;
import io.balsam.spi.BackfillWindow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Allocation to be asked for.
 *
 * @param nodes number of nodes
 * @param minutes its wall time
 * @param done the work that it is for
 * @param window the idle nodes that it fits in; empty for none
 */
record Shape(int nodes, int minutes, Done done, Optional<BackfillWindow> window) {

  /** Returns the time of an allocation in which jobs can run. */
  static Duration usable(long minutes) {
    return Duration.ofMinutes(minutes).minus(QueueLimits.LAUNCHER);
  }

  /**
   * Returns the allocation that gets all work done soonest: the shortest in which the allowed nodes
   * suffice, with as many nodes as it needs. Where the time of jobs is not known it is as long as
   * allowed, since they lose what they have done when it ends.
   *
   * @param work not empty, and each of its jobs fits
   * @param nodes numbers of nodes that may be asked for
   * @param minutes wall times that may be asked for
   */
  static Shape forQueue(Work work, Range nodes, Range minutes) {
    int wall =
        timesAreKnown(work)
            ? least(
                minutes,
                candidate ->
                    work.canRun(usable(candidate))
                        && work.nodes(usable(candidate)) <= nodes.max() + Need.ROUNDING)
            : minutes.max();
    return of(work, nodes, new Range(minutes.min(), wall), Optional.empty());
  }

  /** Returns the allocation that does as much work as one of the largest size, with no more. */
  static Shape atMost(Work work, Range nodes, Range minutes) {
    return of(work, nodes, minutes, Optional.empty());
  }

  /**
   * Returns the allocation that gets most work done in one of some backfill windows; empty when
   * none is large enough, or fits a job.
   */
  static Optional<Shape> forWindow(
      Work work, Range nodes, Range minutes, int pad, List<BackfillWindow> windows) {
    return windows.stream()
        .filter(window -> window.nodes() >= nodes.min())
        .filter(window -> window.length().toMinutes() - pad >= minutes.min())
        .map(window -> inWindow(work, nodes, minutes, pad, window))
        .filter(shape -> shape.done().jobs() > 0)
        .max(Comparator.comparingDouble(shape -> shape.done().nodeSeconds()));
  }

  private static Shape inWindow(
      Work work, Range nodes, Range minutes, int pad, BackfillWindow window) {
    Range inside = new Range(minutes.min(), longest(minutes, pad, window));
    return of(work, nodes.upTo(window.nodes()), inside, Optional.of(window));
  }

  private static int longest(Range minutes, int pad, BackfillWindow window) {
    return (int) Math.min(minutes.max(), window.length().toMinutes() - pad);
  }

  /** Returns the same for as long as its window allows. */
  Shape lengthened(Work work, Range allowed, int pad) {
    int longest = window.map(one -> longest(allowed, pad, one)).orElse(minutes);
    return new Shape(nodes, longest, work.copy().take(nodes, usable(longest)), window);
  }

  /**
   * Returns an allocation that does as much as the largest one: the shortest, with no more nodes
   * than are filled.
   */
  private static Shape of(Work work, Range nodes, Range minutes, Optional<BackfillWindow> window) {
    long most = work.copy().take(nodes.max(), usable(minutes.max())).jobs();
    int wall =
        timesAreKnown(work)
            ? least(
                minutes,
                candidate -> work.copy().take(nodes.max(), usable(candidate)).jobs() >= most)
            : minutes.max();
    double filled = work.copy().take(nodes.max(), usable(wall)).nodes();
    int asked = nodes.clamp((long) Math.ceil(filled - Need.ROUNDING));
    return new Shape(asked, wall, work.copy().take(asked, usable(wall)), window);
  }

  private static boolean timesAreKnown(Work work) {
    return work.needs().stream().noneMatch(need -> need.jobs() > 0 && need.time().isZero());
  }

  /** Returns the least number that a condition holds for, which holds for all larger ones. */
  private static int least(Range range, IntPredicate enough) {
    int low = range.min();
    int high = range.max();
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (enough.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the same with other nodes, for some work. */
  Shape with(Work work, int others) {
    return new Shape(others, minutes, work.copy().take(others, usable(minutes)), window);
  }

  /** Returns why it is of this size, a clause for users. */
  String why() {
    String jobs = done.jobs() == 1 ? "1 job" : done.jobs() + " jobs";
    String filled = "%s on %s".formatted(jobs, nodes(done.nodes()));
    return window
        .map(one -> "%s, in idle nodes: %d %s".formatted(filled, one.nodes(), length(one)))
        .orElse(filled);
  }

  private static String length(BackfillWindow window) {
    return window.endless()
        ? "with no end"
        : "for " + Count.of(window.length().toMinutes(), "minute");
  }

  private static String nodes(double nodes) {
    long whole = Math.round(nodes);
    boolean isWhole = Math.abs(nodes - whole) < 0.05;
    String number = isWhole ? String.valueOf(whole) : "%.1f".formatted(nodes);
    return number.equals("1") ? "1 node" : number + " nodes";
  }
}
