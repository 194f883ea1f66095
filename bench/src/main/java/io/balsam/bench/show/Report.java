package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import io.balsam.bench.verdict.Target;
import java.util.List;

/**
 * Complete results of the suite.
 *
 * @param machine machine of the measurements
 * @param command command line of the suite
 * @param size quick, default or full
 * @param targets verdicts on the targets
 * @param results by workload
 */
public record Report(
    Machine machine, String command, String size, List<Target> targets, List<Result> results) {

  public Report {
    targets = List.copyOf(targets);
    results = List.copyOf(results);
  }
}
