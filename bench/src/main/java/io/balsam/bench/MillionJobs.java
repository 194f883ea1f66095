package io.balsam.bench;

import io.balsam.engine.domain.Workflow;
import io.balsam.engine.run.Engine;
import io.balsam.engine.run.EngineConfig;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates a random graph of a million jobs, stops, opens it again, and runs it to the end with
 * processes that take no time. Prints what each step took.
 *
 * <p>Arguments: number of jobs (default 1000000), seed (default 1).
 */
public final class MillionJobs {

  private final Path site;
  private final int jobs;
  private final long seed;
  private long run;

  private MillionJobs(Path site, int jobs, long seed) {
    this.site = site;
    this.jobs = jobs;
    this.seed = seed;
  }

  public static void main(String[] arguments) throws Exception {
    int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Path site = Files.createTempDirectory("balsam-bench");
    try {
      MillionJobs bench = new MillionJobs(site, jobs, seed);
      bench.create();
      bench.drain();
    } finally {
      delete(site);
    }
  }

  /** Writes the graph and holds it: every job but the first waits. */
  private void create() throws Exception {
    RandomGraph graph = new RandomGraph(jobs, seed);
    @Nullable Workflow workflow = graph.workflow();
    print("jobs", "%,d with %,d edges, seed %d".formatted(jobs, graph.edges(), seed));
    try (Store store = open();
        Engine engine = engine(store, new InstantProcesses())) {
      long began = System.nanoTime();
      run = engine.submit(workflow, false);
      report("created, on disk", began);
    }
  }

  /** Loads the waiting jobs, weighs them, and lets them run. */
  private void drain() throws Exception {
    long size = size(site.resolve(".balsam"));
    print("database, all waiting", "%,d MB, %,d bytes a job".formatted(size >> 20, size / jobs));
    long began = System.nanoTime();
    long before;
    InstantProcesses processes = new InstantProcesses();
    try (Store store = open()) {
      try (Engine engine = engine(store, processes)) {
        before = usedHeap();
        engine.resume(run);
        report("opened again, ready to go on", began);
        long heap = usedHeap() - before;
        print("heap", "%,d MB, %d bytes a waiting job".formatted(heap >> 20, heap / jobs));
        began = System.nanoTime();
        processes.open();
        if (!engine.await(run)) {
          throw new IllegalStateException("the engine was stopped");
        }
        report("run to the end", began);
        print("finished", "%,d of %,d".formatted(engine.progress(run).done(), jobs));
      }
    }
    size = size(site.resolve(".balsam"));
    print("database, all finished", "%,d MB, %,d bytes a job".formatted(size >> 20, size / jobs));
  }

  private Store open() throws IOException {
    Path directory = Files.createDirectories(site.resolve(".balsam"));
    return Stores.open("jdbc:h2:file:" + directory.resolve("balsam"));
  }

  private Engine engine(Store store, InstantProcesses processes) {
    return Engine.open(
        new EngineConfig(
            site,
            store,
            BenchPlatform.of(16, 64),
            script -> {
              RandomGraph graph = new RandomGraph(1, seed);
              return graph.workflow();
            },
            processes,
            1,
            Duration.ofSeconds(1),
            Clock.systemUTC()));
  }

  private void report(String what, long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    print(what, "%.1f s, %,.0f jobs/s".formatted(seconds, jobs / seconds));
  }

  private static void print(String what, String figures) {
    System.out.printf("%-30s %s%n", what, figures);
  }

  private static long usedHeap() {
    // Several times: one collection leaves what finalizers and cleaners still hold.
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
