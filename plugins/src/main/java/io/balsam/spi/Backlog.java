package io.balsam.spi;

import java.util.List;

/**
 * Summary of the work that waits for nodes.
 *
 * @param runnable number of jobs that could start now if there were nodes
 * @param runnableNodes nodes that they would fill; a job that shares its node counts as its share
 * @param running number of jobs that run now
 * @param runningNodes nodes that these fill
 * @param demand the runnable jobs by what they need, those with most jobs first
 */
public record Backlog(
    long runnable, double runnableNodes, long running, double runningNodes, List<Demand> demand) {

  public Backlog {
    demand = List.copyOf(demand);
  }

  /** Creates a summary that does not say what the jobs need. */
  public Backlog(long runnable, double runnableNodes, long running, double runningNodes) {
    this(runnable, runnableNodes, running, runningNodes, List.of());
  }
}
