package io.balsam.engine.moldable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Job that can start on several numbers of nodes and keeps that number until it ends.
 *
 * @param options at least one; ordered by the number of nodes, which is given once each
 */
public record MoldableJob(List<NodeOption> options) {

  /** Orders the options and checks them. */
  public MoldableJob {
    options = options.stream().sorted(Comparator.comparingInt(NodeOption::nodes)).toList();
    if (options.isEmpty()) {
      throw new IllegalArgumentException("a job needs a number of nodes to choose");
    }
    for (int i = 1; i < options.size(); i++) {
      if (options.get(i).nodes() == options.get(i - 1).nodes()) {
        throw new IllegalArgumentException(
            "a job has two run times on %d nodes".formatted(options.get(i).nodes()));
      }
    }
  }

  /**
   * Creates a job for a range of nodes. Options are both ends and the powers of two between them.
   *
   * @param seconds run time by number of nodes
   */
  public static MoldableJob ofRange(int fewest, int most, IntToDoubleFunction seconds) {
    if (fewest < 1 || most < fewest) {
      throw new IllegalArgumentException(
          "a range of nodes goes from 1 or more upward, not %d..%d".formatted(fewest, most));
    }
    List<NodeOption> options = new ArrayList<>();
    for (long nodes = fewest; nodes < most; nodes = 2 * Long.highestOneBit(nodes)) {
      options.add(new NodeOption((int) nodes, seconds.applyAsDouble((int) nodes)));
    }
    options.add(new NodeOption(most, seconds.applyAsDouble(most)));
    return new MoldableJob(options);
  }

  /**
   * Returns the options that fit the machine and are efficient enough, in relation to the first.
   */
  List<NodeOption> within(RunLimits limits) {
    double most = options.get(0).nodeSeconds() / limits.efficiency();
    return options.stream()
        .filter(option -> option.nodes() <= limits.machineNodes())
        .filter(option -> option.nodes() == options.get(0).nodes() || option.nodeSeconds() <= most)
        .toList();
  }
}
