package io.balsam.simulator.campaign;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.model.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Run times drawn for the jobs of a workflow: from what was learnt of their apps, otherwise from
 * their wall times, of which jobs take a part.
 */
public final class DrawnTimes implements SimulatedJobs {

  /** Parts of a wall time between which jobs end that give one. */
  private static final double SHORTEST = 0.3;

  private static final double LONGEST = 0.9;

  /** Standard deviations between the median and the 95 % quantile of a normal distribution. */
  private static final double TO_95 = 1.645;

  private final List<Duration> times;
  private final List<JobSpec> jobs;
  private final Map<String, AppTimes> learnt;
  private final double failures;
  private final long seed;

  private DrawnTimes(
      List<Duration> times,
      List<JobSpec> jobs,
      Map<String, AppTimes> learnt,
      double failures,
      long seed) {
    this.times = times;
    this.jobs = jobs;
    this.learnt = learnt;
    this.failures = failures;
    this.seed = seed;
  }

  /**
   * Draws the run times.
   *
   * @param learnt what is known of apps, by name
   * @throws IllegalArgumentException if nothing is known of some jobs; the message names their apps
   */
  public static DrawnTimes of(Workflow workflow, Map<String, AppTimes> learnt, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Duration> times = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (JobSpec job : workflow.jobs()) {
      Optional<Duration> time = draw(job, learnt.get(job.app()), random);
      time.ifPresentOrElse(times::add, () -> unknown.add(job.app()));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is known of how long jobs of %s take: give them a wallTime, or run ten of them first"
              .formatted(String.join(", ", unknown)));
    }
    return new DrawnTimes(times, workflow.jobs(), learnt, 0, seed);
  }

  private static Optional<Duration> draw(
      JobSpec job, @Nullable AppTimes learnt, SplittableRandom random) {
    if (learnt != null && learnt.trust() == Trust.TRUSTED) {
      AppTimes.Estimate known = learnt.expected();
      double spread = Math.log(known.within95() / known.median()) / TO_95;
      return Optional.of(seconds(known.median() * Math.exp(spread * random.nextGaussian())));
    }
    double part = SHORTEST + (LONGEST - SHORTEST) * random.nextDouble();
    return job.wallTime().isZero()
        ? Optional.empty()
        : Optional.of(seconds(job.wallTime().toMillis() / 1000.0 * part));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.max(1, seconds * 1000));
  }

  /**
   * Returns the same times with attempts that fail.
   *
   * @param share probability that an attempt fails, at any moment of its time
   */
  public DrawnTimes failing(double share) {
    return new DrawnTimes(times, jobs, learnt, share, seed);
  }

  /**
   * Returns the time of a job, the same for each attempt that does not fail. Jobs have numbers from
   * 1 in order.
   */
  @Override
  public Attempt of(long job, int attempt) {
    Duration time = times.get((int) job - 1);
    SplittableRandom random = new SplittableRandom((seed * 1_000_003 + job) * 1_000_003 + attempt);
    return random.nextDouble() < failures
        ? new Attempt(seconds(time.toMillis() / 1000.0 * random.nextDouble()), 1)
        : new Attempt(time, 0);
  }

  /**
   * Returns the time of a moldable job by the serial fraction of its app; where that is not known
   * more nodes do not shorten it.
   */
  @Override
  public Attempt of(long job, int attempt, int nodes) {
    Attempt drawn = of(job, attempt);
    AppTimes known = learnt.get(jobs.get((int) job - 1).app());
    if (known == null || known.trust() != Trust.TRUSTED || known.serialFraction() == null) {
      return drawn;
    }
    double serial = known.serialFraction();
    double factor = amdahl(serial, nodes) / amdahl(serial, known.last().nodes());
    return new Attempt(seconds(drawn.time().toMillis() / 1000.0 * factor), drawn.exitCode());
  }

  private static double amdahl(double serial, int nodes) {
    return serial + (1 - serial) / nodes;
  }
}
