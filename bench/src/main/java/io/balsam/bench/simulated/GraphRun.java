package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.dispatch.local.LocalBackend;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A random graph of many jobs: created, half of it run, abandoned abruptly (as by a kill), opened
 * again in another JVM and run to the end, with processes that take no time.
 *
 * <p>Arguments: {@code begin}, {@code end} or {@code wait}, the site, number of jobs.
 *
 * <p>The heap of a waiting job is a slope: a JVM creates the jobs twice over, which fills what has
 * a bound of its own (the cache of pages, set to 4 MB, the store's buffers, details of jobs), then
 * once more; the figure is the growth of the heap for each of the latter, after full collections.
 * Dividing all heap by all jobs would mostly measure the size of those buffers.
 */
public final class GraphRun {

  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final long SEED = 1;

  /** Number of jobs created to measure the heap of one. */
  private static final int MANY_WAITING = 100_000;

  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final String WAITING = "heap bytes of each waiting job";

  private final Path site;
  private final int jobs;

  private GraphRun(Path site, int jobs) {
    this.site = site;
    this.jobs = jobs;
  }

  /** Creates a contender that runs both halves; its figure is jobs run per second. */
  public static Contender contender(int jobs, String heap) {
    return Contender.of(
        "Balsam, processes simulated",
        jobs,
        directory -> {
          ChildJvm.Output begin =
              ChildJvm.run(directory, heap, GraphRun.class, "begin", directory, jobs);
          ChildJvm.Output end =
              ChildJvm.run(directory, heap, GraphRun.class, "end", directory, jobs);
          Path other = Files.createDirectory(directory.resolve("wait"));
          ChildJvm.Output wait =
              ChildJvm.run(
                  directory, heap, GraphRun.class, "wait", other, Math.min(jobs, MANY_WAITING));
          double seconds = begin.figure("run s") + end.figure("run s");
          double cpu = begin.took().cpuSeconds() + end.took().cpuSeconds();
          double peak = Math.max(begin.took().peakMib(), end.took().peakMib());
          Sample sample = new Sample(jobs / seconds, cpu * 1e6 / jobs, peak, Map.of());
          for (var figure : begin.figures().entrySet()) {
            if (!figure.getKey().equals("run s")) {
              sample = sample.with(figure.getKey(), figure.getValue());
            }
          }
          return sample
              .with("reopened s", end.figure("reopened s"))
              .with("bytes on disk a job", end.figure("bytes on disk a job"))
              .with(WAITING, wait.figure(WAITING));
        });
  }

  public static void main(String[] arguments) throws Exception {
    GraphRun run = new GraphRun(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    if (arguments[0].equals("end")) {
      run.end();
      return;
    }
    if (arguments[0].equals("begin")) {
      run.begin();
    } else {
      run.waiting();
    }
    System.out.flush();
    // No store is closed and no file flushed, as after kill -9.
    Runtime.getRuntime().halt(0);
  }

  private void begin() throws Exception {
    InstantProcesses processes = new InstantProcesses();
    Engine engine = engine(open(), processes);
    long before = usedHeap();
    RandomGraph graph = new RandomGraph(jobs, SEED);
    @Nullable Workflow workflow = graph.workflow();
    long began = System.nanoTime();
    long run = engine.submit(workflow, false);
    ChildJvm.tell("created jobs/s", jobs / seconds(began));
    workflow = null;
    ChildJvm.tell("all heap by jobs", (double) (usedHeap() - before) / jobs);
    began = System.nanoTime();
    processes.open();
    while (engine.progress(run).done() < jobs / 2) {
      Thread.sleep(1);
    }
    ChildJvm.tell("run s", seconds(began));
  }

  /**
   * Measures the heap of each job beyond the first ones: those have filled what has a bound, the
   * store's cache of pages, a small one here, its buffers, as large as the largest commit, and the
   * details the engine keeps, half of them for each run.
   */
  private void waiting() throws Exception {
    Engine engine = engine(open(), new InstantProcesses());
    submit(engine, jobs);
    submit(engine, jobs);
    long before = usedHeap();
    submit(engine, jobs);
    ChildJvm.tell(WAITING, (double) (usedHeap() - before) / jobs);
  }

  /**
   * Submits jobs; returns when the submission is completely processed, as a second one has been,
   * too.
   */
  private static void submit(Engine engine, int jobs) {
    engine.submit(new RandomGraph(jobs, SEED).workflow(), false);
    engine.submit(new RandomGraph(1, SEED).workflow(), false);
  }

  private void end() throws Exception {
    long began = System.nanoTime();
    InstantProcesses processes = new InstantProcesses();
    try (Store store = open();
        Engine engine = engine(store, processes)) {
      long run = store.runs().get(0).id();
      engine.resume(run);
      ChildJvm.tell("reopened s", seconds(began));
      began = System.nanoTime();
      processes.open();
      if (!engine.await(run) || engine.progress(run).done() != jobs) {
        throw new IllegalStateException("the run did not get to its end");
      }
      ChildJvm.tell("run s", seconds(began));
    }
    ChildJvm.tell("bytes on disk a job", (double) size(site.resolve(".balsam")) / jobs);
  }

  private Store open() throws IOException {
    Path directory = Files.createDirectories(site.resolve(".balsam"));
    return Stores.open("jdbc:h2:file:" + directory.resolve("balsam"), site);
  }

  private Engine engine(Store store, InstantProcesses processes) {
    Platform platform = BenchPlatform.of(16, 64);
    return Engine.open(
        new EngineConfig(
            site,
            store,
            platform,
            script -> new RandomGraph(1, SEED).workflow(),
            LocalBackend.on(platform, processes, GRACE),
            new EngineConfig.Limits(1, GRACE, Map.of()),
            Clock.systemUTC()));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /**
   * Returns the least of several measurements: other threads hold recently written data for a
   * moment, and one collection leaves what finalizers and cleaners hold.
   */
  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      System.gc();
      Runtime jvm = Runtime.getRuntime();
      least = Math.min(least, jvm.totalMemory() - jvm.freeMemory());
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    return least;
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
