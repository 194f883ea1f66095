package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import io.balsam.bench.verdict.Target;
import java.util.List;

/**
 * All that a run of the suite found.
 *
 * @param machine where
 * @param command how it was called
 * @param size quick, default or full
 * @param targets what the results say of them
 * @param results by workload
 */
public record Report(
    Machine machine, String command, String size, List<Target> targets, List<Result> results) {

  public Report {
    targets = List.copyOf(targets);
    results = List.copyOf(results);
  }
}
