package io.balsam.bench.simulated;

import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Jobs of all kinds and the nodes for them.
 *
 * @param nodes alike, each with {@link #CORES} cores and {@link #GPUS} GPUs
 * @param jobs in the sequence of their arrival
 */
record PackingLoad(List<Node> nodes, List<Work> jobs) {

  private static final int CORES = 64;
  private static final int GPUS = 4;

  /** Shortest duration of a job in seconds; durations are from a minute to four hours. */
  private static final double SHORTEST = 60;

  private static final double LONGEST = 4 * 3600;

  /** A job and its duration. */
  record Work(Resources resources, long seconds) {}

  /**
   * Creates random jobs: one in ten takes 2 to 32 whole nodes, three in ten take GPUs, the others 1
   * to 64 cores.
   */
  static PackingLoad random(int jobs, int nodes, long seed) {
    Random random = new Random(seed);
    List<Integer> cores = IntStream.range(0, CORES).boxed().toList();
    List<Integer> gpus = IntStream.range(0, GPUS).boxed().toList();
    List<Work> all = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      double seconds = SHORTEST * Math.pow(LONGEST / SHORTEST, random.nextDouble());
      all.add(new Work(resources(random, nodes), Math.round(seconds)));
    }
    return new PackingLoad(
        IntStream.range(0, nodes).mapToObj(i -> new Node("n" + i, cores, gpus)).toList(),
        List.copyOf(all));
  }

  private static Resources resources(Random random, int most) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      int nodes = Math.min(most, 2 + random.nextInt(31));
      return new Resources(nodes, CORES, 1, 1, 0, Resources.UNLIMITED);
    }
    if (kind <= 3) {
      double gpus = random.nextInt(4) == 0 ? 0.5 : 1 + random.nextInt(GPUS);
      return new Resources(1, 1, 1 + random.nextInt(16), 1, gpus, Resources.UNLIMITED);
    }
    int cores = random.nextBoolean() ? 1 << random.nextInt(7) : 1 + random.nextInt(CORES);
    return new Resources(1, cores, 1, 1, 0, Resources.UNLIMITED);
  }

  /** Returns the seconds that no packing can beat. */
  double bound() {
    double longest = jobs.stream().mapToDouble(Work::seconds).max().orElse(0);
    double cores = share();
    double gpus = area(resources -> resources.multiNode() ? 1 : resources.gpusPerNode() / GPUS);
    // Two jobs of more than half the cores never share a node.
    double alone =
        area(resources -> resources.multiNode() || resources.coresPerNode() > CORES / 2 ? 1 : 0);
    return Math.max(Math.max(longest, cores), Math.max(gpus, alone));
  }

  /** Returns the seconds for which the jobs would keep all cores of all nodes busy. */
  double share() {
    return area(resources -> resources.multiNode() ? 1 : (double) resources.coresPerNode() / CORES);
  }

  /**
   * Returns the sum of each job's share of a node times its duration, divided by the number of
   * nodes.
   */
  private double area(ToDoubleFunction<Resources> share) {
    return jobs.stream()
            .mapToDouble(
                job -> share.applyAsDouble(job.resources) * job.resources.nodes() * job.seconds)
            .sum()
        / nodes.size();
  }
}
