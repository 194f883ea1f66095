package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.dispatch.lease.LeaseBackend;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A site's owner and several launchers that lease jobs at once, all in one JVM, with jobs that end
 * as soon as they are leased. Every lease, begin and end is durable.
 *
 * <p>Arguments: the URL of an empty database, a directory, number of launchers, number of jobs.
 */
public final class LeaseRun {

  /** Provides the URL of an empty database. */
  @FunctionalInterface
  public interface Databases {
    String fresh(Path directory) throws Exception;
  }

  private LeaseRun() {}

  /**
   * Creates a contender whose figure is state changes per second.
   *
   * @param missing reason why there is no such database here
   */
  public static Contender contender(
      String database, Optional<String> missing, Databases databases, int launchers, int jobs) {
    return new Contender(
        "Balsam, %s, %d launcher%s".formatted(database, launchers, launchers == 1 ? "" : "s"),
        jobs,
        Integer.MAX_VALUE,
        missing,
        directory -> {
          ChildJvm.Output output =
              ChildJvm.run(
                  directory,
                  "2g",
                  LeaseRun.class,
                  databases.fresh(directory),
                  directory,
                  launchers,
                  jobs);
          return new Sample(
                  output.figure("changes/s"),
                  output.took().cpuSeconds() * 1e6 / jobs,
                  output.took().peakMib(),
                  Map.of())
              .with("jobs/s", output.figure("jobs/s"))
              .with("leased twice", output.figure("leased twice"))
              .with("lease p50 ms", output.figure("lease p50 ms"))
              .with("p99 ms", output.figure("lease p99 ms"));
        });
  }

  public static void main(String[] arguments) throws Exception {
    Path site = Path.of(arguments[1]);
    int launchers = Integer.parseInt(arguments[2]);
    int jobs = Integer.parseInt(arguments[3]);
    try (Store store = Stores.open(arguments[0], site);
        Engine engine = engine(site, store)) {
      long run = engine.submit(RandomGraph.apart(jobs), false);
      Leased leased = new Leased();
      List<LeaseLoop> loops = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < launchers; i++) {
        LeaseLoop loop = new LeaseLoop(engine, "launcher-" + i, leased);
        loops.add(loop);
        threads.add(new Thread(loop, "launcher-" + i));
      }
      long began = System.nanoTime();
      threads.forEach(Thread::start);
      if (!engine.await(run)) {
        throw new IllegalStateException("the engine was stopped");
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      for (LeaseLoop loop : loops) {
        loop.stop();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      check(engine, jobs, leased);
      tell(loops, seconds, jobs, events(engine));
    }
  }

  /** Opens an engine whose jobs wait for launchers. */
  static Engine engine(Path site, Store store) {
    SitePolicy rules =
        new SitePolicy("bench", Duration.ofSeconds(60), List.of(), Set.of(), "", "", Map.of());
    return Engine.open(
        new EngineConfig(
            site,
            store,
            BenchPlatform.of(1, 1),
            script -> RandomGraph.apart(1),
            LeaseBackend.under(rules),
            new EngineConfig.Limits(1, Duration.ofSeconds(1), Map.of()),
            Clock.systemUTC()));
  }

  private static void check(Engine engine, int jobs, Leased leased) {
    if (leased.twice() > 0 || leased.jobs() != jobs) {
      throw new IllegalStateException(
          "of %d jobs %d were leased, %d of them twice"
              .formatted(jobs, leased.jobs(), leased.twice()));
    }
    ChildJvm.tell("leased twice", leased.twice());
    long attempts =
        engine.jobs(JobFilter.ALL.withPage(Integer.MAX_VALUE, 0)).results().stream()
            .mapToLong(job -> job.attempts())
            .sum();
    if (attempts != jobs) {
      throw new IllegalStateException("%d jobs took %d attempts".formatted(jobs, attempts));
    }
  }

  private static void tell(List<LeaseLoop> loops, double seconds, int jobs, int eventsOfOne) {
    List<Double> waits = new ArrayList<>();
    loops.forEach(loop -> waits.addAll(loop.waits()));
    waits.sort(null);
    ChildJvm.tell("jobs/s", jobs / seconds);
    ChildJvm.tell("changes/s", (double) jobs * eventsOfOne / seconds);
    ChildJvm.tell("lease p50 ms", waits.get(waits.size() / 2));
    ChildJvm.tell("lease p99 ms", waits.get(waits.size() * 99 / 100));
  }

  /** Returns the number of state changes of one job. */
  private static int events(Engine engine) {
    return engine.events(EventFilter.ALL.withJobs(List.of(1L)), Duration.ZERO).size();
  }
}
