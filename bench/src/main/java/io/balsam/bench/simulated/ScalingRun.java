package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.Engine;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.QueueWaits;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.scaling.Planning;
import io.balsam.engine.scaling.Refusals;
import io.balsam.engine.scaling.ScalingReader;
import io.balsam.engine.scaling.ScalingSite;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rounds of automatic scaling with many jobs that wait: the backlog on the event loop, and the
 * plan, with twenty windows of idle nodes. Nothing is asked for.
 *
 * <p>Arguments: the URL of an empty database, a directory, number of jobs, number of their shapes.
 */
public final class ScalingRun {

  private static final int ROUNDS = 100;

  private ScalingRun() {}

  /** Creates a contender whose figure is the milliseconds of a round, the median. */
  public static Contender contender(int jobs, int shapes, LeaseRun.Databases databases) {
    return new Contender(
        "Balsam",
        jobs,
        Integer.MAX_VALUE,
        Optional.empty(),
        directory -> {
          ChildJvm.Output output =
              ChildJvm.run(
                  directory,
                  "2g",
                  ScalingRun.class,
                  databases.fresh(directory),
                  directory,
                  jobs,
                  shapes);
          return Sample.of(output.figure("p50 ms"))
              .with("p99 ms", output.figure("p99 ms"))
              .with("allocations", output.figure("allocations"));
        });
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    int jobs = Integer.parseInt(arguments[2]);
    try (Store store = Stores.open(arguments[0], directory);
        Engine engine = LeaseRun.engine(directory, store)) {
      long unused = engine.submit(RandomGraph.shaped(jobs, Integer.parseInt(arguments[3])), false);
      Site site = new Site(engine);
      while (site.backlog(Map.of()).runnable() < jobs) {
        Thread.sleep(100);
      }
      Planning planning = new Planning(ScalingReader.defaults(), site, new Refusals());
      List<Double> times = new ArrayList<>();
      int allocations = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long began = System.nanoTime();
        allocations = planning.plan().queues().get(0).requests().size();
        times.add((System.nanoTime() - began) / 1e6);
      }
      times.sort(null);
      ChildJvm.tell("p50 ms", times.get(ROUNDS / 2));
      ChildJvm.tell("p99 ms", times.get(ROUNDS * 99 / 100));
      ChildJvm.tell("allocations", allocations);
    }
  }

  private record Site(Engine engine) implements ScalingSite {

    @Override
    public ZonedDateTime now() {
      return ZonedDateTime.now();
    }

    @Override
    public Backlog backlog(Map<String, String> tags) {
      return engine.services().backlog(tags);
    }

    @Override
    public boolean jobsLeft(Map<String, String> tags) {
      return engine.services().jobsLeft();
    }

    @Override
    public boolean earlyJobs(Map<String, String> tags) {
      return engine.services().earlyJobs();
    }

    @Override
    public boolean ranJobs(long batchJob) {
      return false;
    }

    @Override
    public List<BatchJobInfo> open() {
      return List.of();
    }

    @Override
    public List<BatchJobInfo> find(List<Long> ids) {
      return List.of();
    }

    @Override
    public List<BatchJobInfo> of(Principal owner) {
      return List.of();
    }

    @Override
    public List<BatchJobInfo> chargedTo(String project) {
      return List.of();
    }

    @Override
    public String project(String project) {
      return project;
    }

    @Override
    public Optional<List<BackfillWindow>> windows() {
      List<BackfillWindow> windows = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        windows.add(new BackfillWindow("", 10 * i, Duration.ofMinutes(400 - 15L * i)));
      }
      return Optional.of(windows);
    }

    @Override
    public QueueWaits waits() {
      return QueueWaits.NONE;
    }

    @Override
    public String name(String queue) {
      return queue;
    }

    @Override
    public List<NodeSize> nodes(String queue) {
      return List.of();
    }

    @Override
    public Optional<SiteView.Queue> limits(String queue) {
      return Optional.empty();
    }

    @Override
    public long submit(BatchJobRequest request, Principal by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(long batchJob) {
      throw new UnsupportedOperationException();
    }
  }
}
