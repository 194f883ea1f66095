package io.balsam.views.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Cores in use over time.
 *
 * @param steps by time; each holds until the next
 */
record Load(List<Step> steps) {

  record Step(double at, int cores) {}

  static Load of(List<Attempt> attempts) {
    TreeMap<Double, Integer> changes = new TreeMap<>();
    for (Attempt attempt : attempts) {
      changes.merge(attempt.begin(), attempt.cores(), Integer::sum);
      changes.merge(attempt.end(), -attempt.cores(), Integer::sum);
    }
    List<Step> steps = new ArrayList<>();
    int cores = 0;
    for (var change : changes.entrySet()) {
      cores += change.getValue();
      steps.add(new Step(change.getKey(), cores));
    }
    return new Load(steps);
  }

  int most() {
    return steps.stream().mapToInt(Step::cores).max().orElse(0);
  }

  /** Returns the mean in each of equal spans from 0 to an end. */
  double[] means(double end, int spans) {
    double[] means = new double[spans];
    double width = end / spans;
    for (int i = 0; i < steps.size(); i++) {
      double from = steps.get(i).at();
      double to = i + 1 < steps.size() ? steps.get(i + 1).at() : end;
      int last = Math.min(spans - 1, (int) (to / width));
      for (int s = Math.min(spans - 1, (int) (from / width)); s <= last; s++) {
        double part = Math.min(to, (s + 1) * width) - Math.max(from, s * width);
        means[s] += Math.max(0, part) / width * steps.get(i).cores();
      }
    }
    return means;
  }
}
