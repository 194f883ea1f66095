package io.balsam.bench.show;

import io.balsam.bench.measure.Result;
import java.util.List;

/**
 * All that a run of the suite found.
 *
 * @param machine where
 * @param command how it was called
 * @param size quick, default or full
 * @param results by workload
 */
public record Report(Machine machine, String command, String size, List<Result> results) {

  public Report {
    results = List.copyOf(results);
  }
}
