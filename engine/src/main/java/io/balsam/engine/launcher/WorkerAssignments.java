package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Report.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The assignments that workers have, by job. What leaves it is reported, unless it was dropped. On
 * the launcher's thread only.
 */
final class WorkerAssignments {

  private final Map<Long, WorkerAssignment> byJob = new HashMap<>();
  private final CrewListener listener;
  private final LauncherStats figures;

  WorkerAssignments(CrewListener listener, LauncherStats figures) {
    this.listener = listener;
    this.figures = figures;
  }

  boolean isEmpty() {
    return byJob.isEmpty();
  }

  @Nullable WorkerAssignment find(long job) {
    return byJob.get(job);
  }

  /** Returns a worker's assignment of that attempt; null when it does not have it. */
  @Nullable WorkerAssignment held(Worker worker, long job, int attempt) {
    WorkerAssignment one = byJob.get(job);
    return one != null && one.worker == worker && one.assignment.attempt() == attempt ? one : null;
  }

  List<WorkerAssignment> of(Worker worker) {
    return byJob.values().stream().filter(one -> one.worker == worker).toList();
  }

  /** Adds an assignment; it replaces one of an earlier attempt. */
  void add(WorkerAssignment one) {
    WorkerAssignment before = byJob.get(one.assignment.job());
    if (before != null) {
      forget(before);
    }
    byJob.put(one.assignment.job(), one);
    one.worker.load(one.assignment.resources(), 1);
  }

  /** Reports that it has not begun and will not. */
  void returned(WorkerAssignment one) {
    forget(one);
    if (!one.dropped) {
      listener.returned(one.assignment.job());
    }
  }

  void ended(WorkerAssignment one, Report.Ended ended) {
    forget(one);
    figures.ended(ended, one.assignment.resources(), one.assignment.placement());
    if (!one.dropped) {
      listener.ended(ended);
    }
  }

  /** Reports that it was stopped, since its worker will not report its end. */
  void giveUp(WorkerAssignment one, String message, Instant now) {
    Report.Begun begun = one.begun;
    ended(
        one,
        new Report.Ended(
            one.assignment.job(),
            one.assignment.attempt(),
            begun == null ? null : begun.at(),
            now,
            Outcome.STOPPED,
            null,
            0,
            null,
            OptionalLong.empty(),
            message,
            List.of(),
            null));
  }

  private void forget(WorkerAssignment one) {
    byJob.remove(one.assignment.job(), one);
    one.worker.load(one.assignment.resources(), -1);
    one.worker.outbound.forget(one.assignment.job());
  }
}
