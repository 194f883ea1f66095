package io.balsam.simulator.load;

import io.balsam.simulator.cluster.Arrival;
import io.balsam.simulator.cluster.JobRequest;
import java.util.Iterator;
import java.util.Random;

/**
 * Endless stream of other users' jobs from a seed. The same seed gives the same jobs on every
 * machine.
 */
public final class SeededLoad implements Iterator<Arrival> {

  private static final double SECOND = 1e9;
  private static final double DAY = 86_400;
  private static final double PEAK = 14 * 3600;

  /** Wall times that people ask for, in minutes; beyond the last one, whole hours. */
  private static final int[] USUAL_MINUTES = {5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360};

  private final LoadParameters parameters;
  private final double startOfDay;
  private final Random random;
  private final JobSizes sizes;
  private final RunTimes runTimes;
  private final double meanGap;
  private double at;
  private long count;

  /**
   * Creates a stream.
   *
   * @param nodes number of nodes of the machine
   * @param startOfDay seconds since midnight at which the simulation begins
   */
  public SeededLoad(LoadParameters parameters, int nodes, int startOfDay, long seed) {
    this.parameters = parameters;
    this.startOfDay = startOfDay;
    this.random = new Random(seed);
    int largest = (int) Math.max(1, Math.round(nodes * parameters.largestShare()));
    this.sizes = new JobSizes(largest, parameters.powersOfTwo());
    this.runTimes = new RunTimes(parameters);
    this.meanGap = sizes.mean() * runTimes.mean() / (nodes * parameters.utilisation());
  }

  /** Returns the mean time between two arrivals, in seconds. */
  public double meanGap() {
    return meanGap;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Arrival next() {
    // Thinning: arrivals at the rate of the peak, of which those off the peak are taken less often.
    double most = 1 + parameters.dailyCycle();
    do {
      at -= StrictMath.log(1 - random.nextDouble()) * meanGap / most;
    } while (random.nextDouble() * most >= rate(at));
    int nodes = sizes.next(random);
    double runTime = runTimes.next(random);
    double asked = -StrictMath.log(1 - random.nextDouble()) * (parameters.overestimate() - 1);
    long wallTime = wallTime(runTime * (1 + asked));
    return new Arrival(
        nanos(at), new JobRequest("other-" + ++count, "", nodes, wallTime, nanos(runTime)));
  }

  private double rate(double time) {
    double phase = (time + startOfDay - PEAK) / DAY * 2 * Math.PI;
    return 1 + parameters.dailyCycle() * StrictMath.cos(phase);
  }

  private long wallTime(double seconds) {
    double minutes = seconds / 60;
    double rounded = StrictMath.ceil(minutes / 60) * 60;
    for (int i = USUAL_MINUTES.length - 1; i >= 0 && USUAL_MINUTES[i] >= minutes; i--) {
      rounded = USUAL_MINUTES[i];
    }
    return Math.min(nanos(rounded * 60), parameters.longestRunTime().toNanos());
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * SECOND);
  }
}
