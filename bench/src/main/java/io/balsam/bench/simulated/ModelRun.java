package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.RunTimeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Updates of the run-time model of an app with three predictors, from one run after the other.
 *
 * <p>Arguments: number of runs.
 */
public final class ModelRun {

  private static final int KINDS = 200;
  private static final long SEED = 7;

  private ModelRun() {}

  /** Creates a contender whose figure is the microseconds of an update. */
  public static Contender contender(int runs) {
    return new Contender(
        "Balsam",
        runs,
        Integer.MAX_VALUE,
        Optional.empty(),
        directory -> {
          ChildJvm.Output output = ChildJvm.run(directory, "256m", ModelRun.class, runs);
          return Sample.of(output.figure("us")).with("bytes", output.figure("bytes"));
        });
  }

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    SplittableRandom random = new SplittableRandom(SEED);
    List<JobFeatures> jobs = new ArrayList<>();
    for (int i = 0; i < KINDS; i++) {
      int nodes = 1 << random.nextInt(6);
      jobs.add(
          new JobFeatures(
              nodes,
              nodes * 4,
              Map.of("n", 1 + random.nextInt(1_000), "m", 1 + random.nextInt(9), "kind", i % 5)));
    }
    RunTimeModel model = new RunTimeModel(List.of("n", "m", "kind"));
    long began = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      JobFeatures job = jobs.get(i % KINDS);
      model = model.finished(job, 100.0 / job.nodes() * Math.exp(random.nextGaussian() / 10));
    }
    ChildJvm.tell("us", (System.nanoTime() - began) / 1e3 / runs);
    ChildJvm.tell("bytes", model.toBytes().length);
  }
}
