package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.util.List;

/**
 * Compact graph of a run: everything needed to draw it.
 *
 * @param run number of the run
 * @param name name of the run
 * @param nodes the jobs, by ascending id
 * @param edges from parent to child
 */
public record GraphView(long run, String name, List<Node> nodes, List<Edge> edges) {

  /**
   * Job in the graph.
   *
   * @param id number of the job
   * @param app its app
   * @param state its state
   * @param label part of its workdir that tells it apart
   */
  public record Node(long id, String app, JobState state, String label) {}

  /**
   * Dependency between two jobs.
   *
   * @param parent job that is waited for
   * @param child job that waits
   * @param anyEnd whether the child starts however the parent ends
   */
  public record Edge(long parent, long child, boolean anyEnd) {}
}
