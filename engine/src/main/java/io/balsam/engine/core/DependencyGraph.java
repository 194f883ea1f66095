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
    int slot = run.table.slot(parent.id());
    JobState now = slot >= 0 ? run.table.state(slot) : state;
    boolean anyEnd = parent.kind() == ParentKind.ANY_END;
    if (!now.terminal()) {
      if (slot < 0) {
        throw new IllegalArgumentException(
            "job " + parent.id() + " belongs to another run that has not ended");
      }
      run.table.addEdge(slot, child, anyEnd);
    } else if (now != JobState.JOB_FINISHED && !anyEnd) {
      run.badParents.put(child, parent.id());
    }
  }
}
