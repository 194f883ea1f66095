package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.store.JobRow;

/** Adds edges to the table of a run. */
public final class DependencyGraph {

  private DependencyGraph() {}

  /**
   * Adds one edge to a job.
   *
   * @param state the parent's state, for a parent that is not in the table
   */
  public static void edge(LoadedRun run, int child, JobRow.Parent parent, JobState state) {
    int index = run.table.index(parent.id());
    JobState now = index >= 0 ? run.table.state(index) : state;
    boolean anyEnd = parent.kind() == ParentKind.ANY_END;
    if (!now.terminal()) {
      if (index < 0) {
        throw new IllegalArgumentException(
            "job " + parent.id() + " belongs to another run that has not ended");
      }
      run.table.addEdge(index, child, anyEnd);
    } else if (now != JobState.JOB_FINISHED && !anyEnd) {
      run.badParents.put(child, parent.id());
    }
  }
}
