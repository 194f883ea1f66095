package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.simulator.cluster.Change;
import io.balsam.simulator.cluster.Cluster;
import io.balsam.simulator.cluster.ClusterSetup;
import io.balsam.simulator.cluster.JobState;
import io.balsam.simulator.load.LoadParameters;
import io.balsam.simulator.load.SeededLoad;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/**
 * Two weeks of the simulated batch system with the jobs of other users, whose run times are such
 * that a given number of jobs arrives.
 *
 * <p>Arguments: number of nodes, number of jobs.
 */
public final class ClusterRun {

  private static final Duration TIME = Duration.ofDays(14);
  private static final long SEED = 7;

  private ClusterRun() {}

  /** Creates a contender whose figure is the seconds that the two weeks take. */
  public static Contender contender(int nodes, int jobs) {
    return new Contender(
        "Balsam, %,d nodes".formatted(nodes),
        jobs,
        Integer.MAX_VALUE,
        Optional.empty(),
        directory -> {
          ChildJvm.Output output = ChildJvm.run(directory, "1g", ClusterRun.class, nodes, jobs);
          return Sample.of(output.figure("s"))
              .with("jobs started", output.figure("jobs"))
              .with("heap MB at the end", output.figure("heap MB"));
        });
  }

  public static void main(String[] arguments) {
    int nodes = Integer.parseInt(arguments[0]);
    LoadParameters load = load(nodes, Integer.parseInt(arguments[1]));
    long began = System.nanoTime();
    Cluster cluster =
        new Cluster(
            ClusterSetup.of(nodes),
            new SeededLoad(load, nodes, 0, SEED),
            Collections.emptyIterator());
    long started = 0;
    while (cluster.nextEventAt().orElse(Long.MAX_VALUE) <= TIME.toNanos()) {
      for (Change change : cluster.advanceTo(cluster.nextEventAt().getAsLong())) {
        started += change.state() == JobState.RUNNING ? 1 : 0;
      }
    }
    ChildJvm.tell("s", (System.nanoTime() - began) / 1e9);
    ChildJvm.tell("jobs", started);
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    ChildJvm.tell("heap MB", (jvm.totalMemory() - jvm.freeMemory()) / 1e6);
  }

  private static LoadParameters load(int nodes, int jobs) {
    LoadParameters usual = LoadParameters.DEFAULTS;
    double wantedGap = (double) TIME.toSeconds() / jobs;
    double factor = wantedGap / new SeededLoad(usual, nodes, 0, SEED).meanGap();
    return new LoadParameters(
        usual.utilisation(),
        Duration.ofMillis(Math.max(1000, Math.round(usual.medianRunTime().toMillis() * factor))),
        usual.runTimeSpread(),
        Duration.ofMillis(Math.max(1000, Math.round(usual.longestRunTime().toMillis() * factor))),
        usual.largestShare(),
        usual.powersOfTwo(),
        usual.overestimate(),
        usual.dailyCycle());
  }
}
