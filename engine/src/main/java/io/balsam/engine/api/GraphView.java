package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.util.List;

/**
 * A run's graph, compact: everything a picture needs.
 *
 * @param run the run's number
 * @param name the run's name
 * @param nodes the jobs, by rising id
 * @param edges from parent to child
 */
public record GraphView(long run, String name, List<Node> nodes, List<Edge> edges) {

  /**
   * @param id the job's number
   * @param app its app
   * @param state where it is
   * @param label part of its workdir that tells it apart
   */
  public record Node(long id, String app, JobState state, String label) {}

  /**
   * @param parent job that is waited for
   * @param child job that waits
   * @param anyEnd whether the child starts whatever the parent's end
   */
  public record Edge(long parent, long child, boolean anyEnd) {}
}
