package io.balsam.bench.programs;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Functions run by Balsam: the rate of the whole program, and the phases according to its own
 * record.
 */
public final class Functions {

  private Functions() {}

  /** Creates a contender whose figure covers the whole program, from Enter to the prompt. */
  public static Contender contender(Balsam balsam, int jobs, int rounds) {
    return Turns.contender(
        balsam,
        Shape.FUNCTIONS,
        jobs,
        rounds,
        (took, directory, done) ->
            phases(Turns.sample(done / took.seconds(), took, done), directory, done));
  }

  private static Sample phases(Sample sample, Path directory, int jobs) throws IOException {
    try (Store store =
        Stores.open("jdbc:h2:file:" + directory.resolve(".balsam/balsam"), directory)) {
      RunRow run = store.runs().get(0);
      Instant first =
          store
              .events(EventFilter.ALL.withTo(Set.of(JobState.RUNNING)).withLimit(1))
              .get(0)
              .event()
              .at();
      Instant last = run.ended().orElseThrow(() -> new IOException("the run has not ended"));
      return sample.with(
          "jobs/s from the first start to the last end", jobs / seconds(first, last));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
