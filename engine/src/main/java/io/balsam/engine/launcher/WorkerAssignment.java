package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Report;
import org.jspecify.annotations.Nullable;

/** An order that a worker has. */
final class WorkerAssignment {

  final Assignment assignment;
  final Worker worker;
  Report.@Nullable Begun begun;

  /** Nobody wants to know how it ends. */
  boolean dropped;

  WorkerAssignment(Assignment assignment, Worker worker) {
    this.assignment = assignment;
    this.worker = worker;
  }
}
