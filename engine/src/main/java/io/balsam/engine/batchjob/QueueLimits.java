package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.Optional;

/** Compares what a job needs of an allocation with the limits of a queue. */
public final class QueueLimits {

  /** Time that a launcher needs of its allocation for itself, about. */
  public static final Duration LAUNCHER = Duration.ofMinutes(1);

  private QueueLimits() {}

  /** Returns the minutes without which no launcher takes a job of this wall time. */
  public static long leastMinutes(Duration wallTime) {
    return wallTime.isZero() ? 1 : (wallTime.plus(LAUNCHER).toSeconds() + 59) / 60;
  }

  /**
   * Returns which limit a job exceeds, a clause for users; empty when the queue can give it a large
   * enough allocation.
   */
  public static Optional<String> exceeded(SiteView.Queue queue, int nodes, Duration wallTime) {
    if (nodes > queue.maxNodes()) {
      return Optional.of(
          "needs %s, %s %d".formatted(Count.of(nodes, "node"), gives(queue), queue.maxNodes()));
    }
    if (leastMinutes(wallTime) > queue.maxWallMinutes()) {
      return Optional.of(
          "needs an allocation of %s (its wall time and 1m for the launcher), %s %s"
              .formatted(
                  RunTexts.duration(Duration.ofMinutes(leastMinutes(wallTime))),
                  gives(queue),
                  RunTexts.duration(Duration.ofMinutes(queue.maxWallMinutes()))));
    }
    return Optional.empty();
  }

  private static String gives(SiteView.Queue queue) {
    return queue.name().isEmpty()
        ? "no queue gives more than"
        : "queue " + queue.name() + " gives at most";
  }
}
