package io.balsam.engine.moldable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Enumeration of all choices for a few jobs, but for those that a bound shows to be no better than
 * the best one so far.
 */
final class Enumeration {

  private final List<List<NodeOption>> jobs;
  private final RunLimits limits;

  /** Numbers of the jobs, the largest first and alike ones together. */
  private final Integer[] order;

  /** For each place in the order, the least that the jobs from there on take. */
  private final double[] restNodeSeconds;

  private final double[] restLongest;

  /** Index of the option that each place has. */
  private final int[] chosen;

  private NodeChoice best;

  /**
   * Creates the enumeration.
   *
   * @param jobs options of each job within the limits
   * @param start choice to be improved
   */
  Enumeration(List<List<NodeOption>> jobs, RunLimits limits, NodeChoice start) {
    this.jobs = jobs;
    this.limits = limits;
    best = new NodeChoice(start.options(), start.seconds(), start.bound(), true);
    int count = jobs.size();
    order = new Integer[count];
    Arrays.setAll(order, job -> job);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer job) -> -cheapest(job))
            .thenComparingInt(job -> jobs.indexOf(jobs.get(job))));
    restNodeSeconds = new double[count + 1];
    restLongest = new double[count + 1];
    for (int place = count - 1; place >= 0; place--) {
      restNodeSeconds[place] = restNodeSeconds[place + 1] + cheapest(order[place]);
      restLongest[place] = Math.max(restLongest[place + 1], shortest(order[place]));
    }
    chosen = new int[count];
  }

  NodeChoice best() {
    choose(0, 0, 0, 0);
    return best;
  }

  /**
   * Tries all options for the job at a place and for those after it.
   *
   * @param nodeSeconds of the jobs before it
   * @param longest seconds of the longest of them
   * @param alone seconds of those that take more than half of the machine, of which no two fit
   */
  private void choose(int place, double nodeSeconds, double longest, double alone) {
    if (place == order.length) {
      compare();
      return;
    }
    List<NodeOption> options = jobs.get(order[place]);
    boolean alike = place > 0 && options.equals(jobs.get(order[place - 1]));
    for (int i = alike ? chosen[place - 1] : 0; i < options.size(); i++) {
      NodeOption option = options.get(i);
      double sum = nodeSeconds + option.nodeSeconds();
      double all = sum + restNodeSeconds[place + 1];
      double most = Math.max(longest, option.seconds());
      double sole = alone + (2 * option.nodes() > limits.machineNodes() ? option.seconds() : 0);
      double least = Math.max(Math.max(most, restLongest[place + 1]), sole);
      least = Math.max(least, all / limits.machineNodes());
      if (limits.allow(all) && least < best.seconds()) {
        chosen[place] = i;
        choose(place + 1, sum, most, sole);
      }
    }
  }

  private void compare() {
    NodeOption[] options = new NodeOption[order.length];
    for (int place = 0; place < order.length; place++) {
      options[order[place]] = jobs.get(order[place]).get(chosen[place]);
    }
    double seconds = ListSchedule.seconds(List.of(options), limits.machineNodes());
    if (seconds < best.seconds()) {
      best = new NodeChoice(List.of(options), seconds, best.bound(), true);
    }
  }

  private double cheapest(int job) {
    return jobs.get(job).stream().mapToDouble(NodeOption::nodeSeconds).min().orElse(0);
  }

  private double shortest(int job) {
    return jobs.get(job).stream().mapToDouble(NodeOption::seconds).min().orElse(0);
  }
}
