package io.balsam.engine.scaling;

import io.balsam.engine.api.QueueWait;
import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.engine.execution.RunTexts;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Allocations that are asked for instead of one, because they start sooner.
 *
 * @param parts number of allocations; 1 for the whole
 * @param nodes nodes of each, at most
 * @param minutes wall time of each, at most
 * @param why what is gained, a clause; empty for the whole
 */
record Division(int parts, int nodes, int minutes, String why) {

  private static final int MOST_PARTS = 8;

  /** Part of the time until the end of the whole that must be gained. */
  private static final double LEAST_GAIN = 0.1;

  /** Tells how long allocations of a size waited lately. */
  @FunctionalInterface
  interface Waits {
    Optional<QueueWait> expected(int nodes, int minutes);
  }

  private record Candidate(Division division, Duration queued) {}

  /**
   * Returns the division whose parts start soonest: 2, 4 or 8 of them, with fewer nodes or less
   * time, that together do as much as the whole. If the waits of both are not known, or little is
   * gained, the whole stays. Parts with less time count as if they ran one after the other.
   *
   * @param whole allocation to divide
   * @param work what waits
   * @param nodes numbers of nodes that a part may have
   * @param minutes wall times that a part may have
   * @param room number of allocations that may be asked for
   */
  static Division of(Shape whole, Work work, Range nodes, Range minutes, int room, Waits waits) {
    Division undivided = new Division(1, whole.nodes(), whole.minutes(), "");
    QueueWait.Time before =
        waits.expected(whole.nodes(), whole.minutes()).map(QueueWait::median).orElse(null);
    if (before == null) {
      return undivided;
    }
    double gain = LEAST_GAIN * before.length().plusMinutes(whole.minutes()).toMillis();
    return Stream.iterate(2, parts -> parts <= Math.min(room, MOST_PARTS), parts -> 2 * parts)
        .flatMap(parts -> Stream.of(narrower(whole, parts), shorter(whole, parts)))
        .filter(one -> one.nodes() >= nodes.min() && one.minutes() >= minutes.min())
        .filter(one -> one.does(whole.done().jobs(), work.copy()))
        .flatMap(one -> one.expecting(waits, before).stream())
        .filter(one -> before.length().minus(one.queued()).toMillis() >= gain)
        .min(Comparator.comparing(Candidate::queued))
        .map(Candidate::division)
        .orElse(undivided);
  }

  private static Division narrower(Shape whole, int parts) {
    return new Division(parts, (whole.nodes() + parts - 1) / parts, whole.minutes(), "");
  }

  private static Division shorter(Shape whole, int parts) {
    int launcher = (int) QueueLimits.LAUNCHER.toMinutes();
    int minutes = launcher + (whole.minutes() - launcher + parts - 1) / parts;
    return new Division(parts, whole.nodes(), minutes, "");
  }

  /** Returns whether all parts together do so many jobs. */
  private boolean does(long jobs, Work work) {
    long done = 0;
    for (int part = 0; part < parts; part++) {
      done += work.take(nodes, Shape.usable(minutes)).jobs();
    }
    return done >= jobs;
  }

  private Optional<Candidate> expecting(Waits waits, QueueWait.Time before) {
    return waits
        .expected(nodes, minutes)
        .map(QueueWait::median)
        .filter(median -> !median.atLeast())
        .map(
            median -> {
              String why =
                  "in %d parts, since such ones waited %s lately, and not %s%s"
                      .formatted(
                          parts,
                          seconds(median.length()),
                          before.atLeast() ? "more than " : "",
                          seconds(before.length()));
              return new Candidate(new Division(parts, nodes, minutes, why), median.length());
            });
  }

  private static String seconds(Duration time) {
    return RunTexts.duration(Duration.ofSeconds(time.toSeconds()));
  }

  /** Returns the allocation for one of the parts; one of less work may be smaller. */
  Shape part(Work work, Range allowedNodes, Range allowedMinutes) {
    return Shape.atMost(work, allowedNodes.upTo(nodes), allowedMinutes.upTo(minutes));
  }
}
