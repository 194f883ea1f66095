package io.balsam.views.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Amount over time, such as cores in use.
 *
 * @param steps by time; each holds until the next
 */
record Load(List<Step> steps) {

  record Step(double at, long amount) {}

  /** Changes of an amount that begins at 0, in any order. */
  static final class Changes {
    private final TreeMap<Double, Long> changes = new TreeMap<>();

    void at(double time, long by) {
      changes.merge(time, by, Long::sum);
    }

    void during(double from, double to, long amount) {
      at(from, amount);
      at(to, -amount);
    }

    Load load() {
      List<Step> steps = new ArrayList<>();
      long amount = 0;
      for (var change : changes.entrySet()) {
        amount += change.getValue();
        steps.add(new Step(change.getKey(), amount));
      }
      return new Load(steps);
    }
  }

  /** Returns the cores in use. */
  static Load of(List<Attempt> attempts) {
    Changes changes = new Changes();
    for (Attempt attempt : attempts) {
      changes.during(attempt.begin(), attempt.end(), attempt.cores());
    }
    return changes.load();
  }

  long most() {
    return steps.stream().mapToLong(Step::amount).max().orElse(0);
  }

  /** Returns the sum of the amounts, each multiplied by the seconds for which it held. */
  double sum() {
    double sum = 0;
    for (int i = 0; i + 1 < steps.size(); i++) {
      sum += steps.get(i).amount() * (steps.get(i + 1).at() - steps.get(i).at());
    }
    return sum;
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
        means[s] += Math.max(0, part) / width * steps.get(i).amount();
      }
    }
    return means;
  }
}
