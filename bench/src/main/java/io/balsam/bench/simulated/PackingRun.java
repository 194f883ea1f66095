package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.RankPolicy;
import io.balsam.engine.packing.RunQueue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Packs jobs on nodes by a clock that jumps from end to end. Every job is there from the beginning
 * and takes exactly its stated duration.
 *
 * <p>Its figure is lower bound ÷ makespan, since utilization alone would penalize a load that
 * cannot be packed better. The bound is the largest of: the longest job; core-seconds, and
 * GPU-seconds, of all jobs over those of all nodes, whole nodes counted for jobs on several;
 * node-seconds of jobs that cannot share a node with each other. 1.00 is optimal.
 */
public final class PackingRun {

  private record Busy(long end, int job, Placement placement) {}

  private final PackingLoad load;
  private final NodePool pool;
  private final PriorityQueue<Busy> busy =
      new PriorityQueue<>(Comparator.comparingLong(Busy::end).thenComparingInt(Busy::job));
  private long now;

  private PackingRun(PackingLoad load) {
    this.load = load;
    this.pool = new NodePool(load.nodes());
  }

  /** Returns the bound itself, the packing that the engine does, and first come first served. */
  public static List<Contender> contenders(int jobs, int nodes) {
    return List.of(
        contender(
            "lower bound",
            jobs,
            nodes,
            load -> Sample.of(1).with("makespan h", load.bound() / 3600)),
        contender(
            "Balsam, queue and pool", jobs, nodes, load -> new PackingRun(load).measured(true)),
        contender(
            "first come, first served", jobs, nodes, load -> new PackingRun(load).measured(false)));
  }

  /** Creates a contender; each round has another load, the same for all. */
  private static Contender contender(
      String name, int jobs, int nodes, Function<PackingLoad, Sample> work) {
    AtomicLong seed = new AtomicLong();
    return Contender.of(
        name,
        jobs,
        directory -> work.apply(PackingLoad.random(jobs, nodes, seed.incrementAndGet())));
  }

  private static final RankPolicy.Claim ALIKE = new RankPolicy.Claim(0, "");

  private Sample measured(boolean packed) {
    // This thread does everything: its own processor time is more precise than a shared clock.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long began = clock.getCurrentThreadCpuTime();
    if (packed) {
      pack();
    } else {
      inOrder();
    }
    double micros = (clock.getCurrentThreadCpuTime() - began) / 1e3 / load.jobs().size();
    return new Sample(load.bound() / now, micros, null, Map.of())
        .with("makespan h", now / 3600.0)
        .with("nodes' time in use %", 100 * load.share() / now)
        .with("µs a decision", micros);
  }

  private void pack() {
    RunQueue queue = new RunQueue();
    for (int i = 0; i < load.jobs().size(); i++) {
      PackingLoad.Work job = load.jobs().get(i);
      queue.add(i, job.resources(), Duration.ofSeconds(job.seconds()), ALIKE);
    }
    do {
      queue.drain(pool, (job, placement) -> begin((int) job, placement));
    } while (next());
    if (queue.size() > 0) {
      throw new IllegalStateException(queue.size() + " jobs were never placed");
    }
  }

  private void inOrder() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int i = 0; i < load.jobs().size(); i++) {
      queue.add(i);
    }
    do {
      while (!queue.isEmpty()) {
        int job = queue.element();
        Optional<Placement> placement = pool.place(load.jobs().get(job).resources());
        if (placement.isEmpty()) {
          break;
        }
        begin(queue.remove(), placement.get());
      }
    } while (next());
  }

  private void begin(int job, Placement placement) {
    busy.add(new Busy(now + load.jobs().get(job).seconds(), job, placement));
  }

  /** Advances to the next time at which something ends; returns false when nothing runs. */
  private boolean next() {
    if (busy.isEmpty()) {
      return false;
    }
    now = busy.element().end;
    while (!busy.isEmpty() && busy.element().end == now) {
      Busy ended = busy.remove();
      pool.release(ended.placement, load.jobs().get(ended.job).resources());
    }
    return true;
  }
}
