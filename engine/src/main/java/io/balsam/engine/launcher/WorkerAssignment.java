package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Report;
import org.jspecify.annotations.Nullable;

/** An assignment that was given to a worker. */
final class WorkerAssignment {

  final Assignment assignment;
  final Worker worker;
  Report.@Nullable Begun begun;

  /** Whether its end is not to be reported. */
  boolean dropped;

  WorkerAssignment(Assignment assignment, Worker worker) {
    this.assignment = assignment;
    this.worker = worker;
  }
}
