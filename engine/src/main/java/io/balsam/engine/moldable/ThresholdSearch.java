package io.balsam.engine.moldable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Search for any number of jobs: for each threshold of a run time, every job takes the cheapest
 * option within it. The thresholds are 5 % apart and do not depend on the limits, and a limit that
 * is relaxed takes no choice away; so it never makes the result worse.
 *
 * <p>The idea is that of Ludwig and Tiwari: no schedule can beat the larger of the longest job and
 * the busy time of the machine, and for that there is a best threshold.
 */
final class ThresholdSearch {

  private static final double STEP = Math.log(1.05);

  private final List<List<NodeOption>> jobs;
  private final RunLimits limits;

  /** Options that the jobs take with one threshold, and the seconds that they need at the least. */
  private record Candidate(List<NodeOption> options, double bound) {}

  /**
   * Creates the search.
   *
   * @param jobs options of each job within the limits, at least one
   */
  ThresholdSearch(List<List<NodeOption>> jobs, RunLimits limits) {
    this.jobs = jobs;
    this.limits = limits;
  }

  /** Returns the best choice; empty when the cheapest options together exceed the limit. */
  Optional<NodeChoice> best() {
    List<Candidate> candidates = new ArrayList<>();
    double longest = extreme(false);
    for (long step = (long) Math.floor(Math.log(extreme(true)) / STEP); ; step++) {
      double threshold = Math.exp(step * STEP);
      candidate(threshold).ifPresent(candidates::add);
      if (threshold >= longest) {
        break;
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::bound));
    Optional<NodeChoice> best = Optional.empty();
    double bound = bound();
    for (Candidate candidate : candidates) {
      if (best.isPresent() && candidate.bound >= best.get().seconds()) {
        break;
      }
      double seconds = ListSchedule.seconds(candidate.options, limits.machineNodes());
      if (best.isEmpty() || seconds < best.get().seconds()) {
        best = Optional.of(new NodeChoice(candidate.options, seconds, bound, false));
      }
    }
    return best;
  }

  private Optional<Candidate> candidate(double threshold) {
    List<NodeOption> chosen = new ArrayList<>(jobs.size());
    double nodeSeconds = 0;
    double longest = 0;
    for (List<NodeOption> options : jobs) {
      Optional<NodeOption> cheapest =
          options.stream()
              .filter(option -> option.seconds() <= threshold)
              .min(Comparator.comparingDouble(NodeOption::nodeSeconds));
      if (cheapest.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(cheapest.get());
      nodeSeconds += cheapest.get().nodeSeconds();
      longest = Math.max(longest, cheapest.get().seconds());
    }
    double bound = Math.max(longest, nodeSeconds / limits.machineNodes());
    return limits.allow(nodeSeconds) ? Optional.of(new Candidate(chosen, bound)) : Optional.empty();
  }

  /**
   * Returns the least of max(longest job, busy time) over all choices within the limits: thresholds
   * are all run times, in order, and with each of them one job gets a cheaper option, or none does.
   */
  private double bound() {
    record Step(int job, NodeOption option) {}

    List<Step> steps = new ArrayList<>();
    for (int job = 0; job < jobs.size(); job++) {
      for (NodeOption option : jobs.get(job)) {
        steps.add(new Step(job, option));
      }
    }
    steps.sort(Comparator.comparingDouble(step -> step.option().seconds()));
    double[] cheapest = new double[jobs.size()];
    int open = jobs.size();
    double nodeSeconds = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Step step : steps) {
      double cost = step.option().nodeSeconds();
      double before = cheapest[step.job()];
      if (before == 0 || cost < before) {
        open -= before == 0 ? 1 : 0;
        nodeSeconds += cost - before;
        cheapest[step.job()] = cost;
      }
      // Node-seconds are summed in another order than elsewhere: a limit just met must not be
      // missed.
      if (open == 0 && limits.allow(nodeSeconds * (1 - 1e-9))) {
        double busy = nodeSeconds / limits.machineNodes();
        least = Math.min(least, Math.max(step.option().seconds(), busy));
      }
    }
    return least * (1 - 1e-9);
  }

  private double extreme(boolean shortest) {
    double extreme = jobs.get(0).get(0).seconds();
    for (List<NodeOption> options : jobs) {
      for (NodeOption option : options) {
        extreme =
            shortest ? Math.min(extreme, option.seconds()) : Math.max(extreme, option.seconds());
      }
    }
    return extreme;
  }
}
