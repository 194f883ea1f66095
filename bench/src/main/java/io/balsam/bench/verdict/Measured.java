package io.balsam.bench.verdict;

import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import io.balsam.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds figures in results.
 *
 * @param results of a run
 */
record Measured(List<Result> results) {

  private static final int ENOUGH = 3;

  Optional<Result> workload(String name) {
    return results.stream().filter(result -> result.name().equals(name)).findFirst();
  }

  /** Returns a row with figures. */
  Optional<Row> row(String workload, String name) {
    return workload(workload).stream()
        .flatMap(result -> result.rows().stream())
        .filter(row -> row.name().equals(name) && row.figure() != null)
        .findFirst();
  }

  Optional<Spread> figure(String workload, String name) {
    return row(workload, name).map(Row::figure);
  }

  Optional<Double> more(String workload, String name, String figure) {
    return row(workload, name).map(row -> row.more().get(figure));
  }

  /**
   * Returns how many times as good Balsam is as another program, in the rounds that both had. A
   * program that had one or two turns is compared by medians instead: a single round may be
   * unusually good or bad for either.
   */
  Optional<Spread> times(String workload, String other) {
    Optional<Result> result = workload(workload);
    Optional<Row> ours = row(workload, "Balsam");
    Optional<Row> theirs = row(workload, other);
    if (result.isEmpty() || ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    int rounds = Math.min(ours.get().figures().size(), theirs.get().figures().size());
    for (int i = 0; i < rounds; i++) {
      Double mine = ours.get().figures().get(i);
      Double its = theirs.get().figures().get(i);
      if (mine != null && its != null) {
        ratios.add(result.get().moreIsBetter() ? mine / its : its / mine);
      }
    }
    return Optional.of(
        ratios.size() < ENOUGH
            ? ofAll(figure(ours.get()), figure(theirs.get()), result.get().moreIsBetter())
            : Spread.of(ratios));
  }

  private static Spread ofAll(Spread ours, Spread theirs, boolean moreIsBetter) {
    return moreIsBetter
        ? new Spread(
            ours.median() / theirs.median(),
            ours.least() / theirs.most(),
            ours.most() / theirs.least())
        : ofAll(theirs, ours, true);
  }

  private static Spread figure(Row row) {
    return Objects.requireNonNull(row.figure());
  }
}
