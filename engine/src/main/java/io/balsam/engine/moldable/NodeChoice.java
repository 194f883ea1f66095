package io.balsam.engine.moldable;

import java.util.List;

/**
 * Numbers of nodes that were chosen for the jobs of a run.
 *
 * @param options what each job takes, in the order of the jobs
 * @param seconds time to solution, when jobs start as soon as they fit, the longest first
 * @param bound seconds that no choice and no order of the jobs can do without
 * @param exact whether no other choice ends earlier; else {@code seconds} is at most 2.1 times the
 *     bound
 */
public record NodeChoice(List<NodeOption> options, double seconds, double bound, boolean exact) {

  /** Returns what all jobs take together. */
  public double nodeHours() {
    return options.stream().mapToDouble(NodeOption::nodeSeconds).sum() / 3600;
  }
}
