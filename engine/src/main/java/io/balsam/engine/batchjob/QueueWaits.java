package io.balsam.engine.batchjob;

import io.balsam.engine.api.QueueWait;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Estimates of how long BatchJobs wait in the queues of a site, from those that it had. The more
 * alike in nodes and wall time one is, and the less time has passed since, the more it counts. Of
 * one that has not started only a lower bound is known, which counts as such (the estimator of
 * Kaplan and Meier, with weights).
 */
public final class QueueWaits {

  /** Number of the last BatchJobs that are worth to be looked at. */
  public static final int LAST = 300;

  /** Estimates of a site that has had no BatchJobs. */
  public static final QueueWaits NONE = new QueueWaits(List.of());

  private static final int FEWEST = 5;

  /** States of BatchJobs without a start that wait, or have waited until somebody deleted them. */
  private static final Set<BatchJobState> WAITING =
      EnumSet.of(BatchJobState.QUEUED, BatchJobState.PENDING_DELETION, BatchJobState.DELETED);

  /** Time after which a wait counts half. */
  private static final Duration HALF_LIFE = Duration.ofDays(2);

  /** Age of a request that does not count any more. */
  private static final Duration TOO_OLD = Duration.ofDays(30);

  /** Likeness of BatchJobs that differ in size by a factor of four, about; less does not count. */
  private static final double LEAST_LIKENESS = 0.1;

  private static final double ROUNDING = 1e-9;

  private static final Comparator<Sample> BY_WAIT =
      Comparator.comparing(Sample::length).thenComparing(sample -> !sample.started());

  /**
   * Wait of a BatchJob.
   *
   * @param length the time, or how long it is at least
   * @param started whether it has ended by a start
   * @param recency weight by the time that has passed since
   */
  private record Sample(BatchJobRequest of, Duration length, boolean started, double recency) {

    /** Returns 1 for the same size, and 0.6 for twice as many nodes, or half of the time. */
    double likeness(int nodes, int minutes) {
      double width = doublings(of.nodes(), nodes);
      double span = doublings(of.wallMinutes(), minutes);
      return Math.exp(-(width * width + span * span) / 2);
    }

    private static double doublings(int one, int other) {
      return Math.log((double) one / other) / Math.log(2);
    }
  }

  private record Weighted(Sample sample, double weight) {}

  private final List<Sample> shortestFirst;

  private QueueWaits(List<Sample> shortestFirst) {
    this.shortestFirst = shortestFirst;
  }

  /** Returns the estimates from some BatchJobs at a time; those never submitted are left out. */
  public static QueueWaits of(List<BatchJobInfo> jobs, Instant now) {
    return new QueueWaits(jobs.stream().flatMap(job -> sample(job, now)).sorted(BY_WAIT).toList());
  }

  private static Stream<Sample> sample(BatchJobInfo job, Instant now) {
    Instant submitted = job.submitted();
    Instant began = job.began();
    if (submitted == null || (began == null && !WAITING.contains(job.state()))) {
      return Stream.of();
    }
    Instant left = job.ended() == null ? now : job.ended();
    Instant until = began == null ? left : began;
    // By the time of the request: that of the start is later for those that wait for longer.
    Duration age = Duration.between(submitted, now);
    if (age.compareTo(TOO_OLD) > 0) {
      return Stream.of();
    }
    Duration length = Duration.between(submitted, until);
    double halvings = (double) age.toMillis() / HALF_LIFE.toMillis();
    return Stream.of(
        new Sample(
            job.request(),
            length.isNegative() ? Duration.ZERO : length,
            began != null,
            Math.pow(0.5, halvings)));
  }

  /** Returns the estimate for a request; empty when too few BatchJobs were like it. */
  public Optional<QueueWait> expected(String queue, int nodes, int minutes) {
    List<Weighted> alike =
        shortestFirst.stream()
            .filter(sample -> sample.of().queue().equals(queue))
            .map(sample -> new Weighted(sample, sample.likeness(nodes, minutes)))
            .filter(one -> one.weight() >= LEAST_LIKENESS)
            .map(one -> new Weighted(one.sample(), one.weight() * one.sample().recency()))
            .toList();
    return alike.size() < FEWEST
        ? Optional.empty()
        : Optional.of(new QueueWait(started(alike, 0.5), started(alike, 0.9), alike.size()));
  }

  /** Returns the time after which more than a part of the BatchJobs have started. */
  private static QueueWait.Time started(List<Weighted> shortestFirst, double part) {
    double atRisk = shortestFirst.stream().mapToDouble(Weighted::weight).sum();
    double waiting = 1;
    for (Weighted one : shortestFirst) {
      if (one.sample().started()) {
        waiting *= 1 - one.weight() / Math.max(atRisk, one.weight());
        if (waiting < 1 - part - ROUNDING) {
          return new QueueWait.Time(one.sample().length(), false);
        }
      }
      atRisk -= one.weight();
    }
    return new QueueWait.Time(shortestFirst.get(shortestFirst.size() - 1).sample().length(), true);
  }
}
