package io.balsam.bench.store;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import java.util.Map;

/**
 * Writes the rows of jobs without an engine: the minimum cost of the same record, in large commits.
 */
public final class StoreFloor {

  private static final int CHANGES = 5;

  private StoreFloor() {}

  /** Creates a contender; its figure is jobs per second, with five commits for a thousand jobs. */
  public static Contender contender(int jobs) {
    return Contender.of(
        "the store alone, 1,000 jobs a commit",
        jobs,
        directory -> {
          String url = "jdbc:h2:file:" + directory.resolve("db");
          long cpu = StoreBench.cpu();
          long began = System.nanoTime();
          try (Store store = Stores.open(url)) {
            StoreBench bench = new StoreBench(store, jobs);
            bench.insert();
            for (int i = 0; i < CHANGES; i++) {
              bench.change(1_000, jobs);
            }
          }
          double seconds = (System.nanoTime() - began) / 1e9;
          double micros = (StoreBench.cpu() - cpu) / 1e3 / jobs;
          return new Sample(jobs / seconds, micros, null, Map.of());
        });
  }
}
