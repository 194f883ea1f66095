package io.balsam.cobalt;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;

/** Maps the values of qstat's column State. */
final class CobaltState {

  private CobaltState() {}

  static BatchReport report(String word, String startTime) {
    return new BatchReport(state(word), word, CobaltTime.date(startTime).orElse(null), null);
  }

  static BatchState state(String word) {
    return switch (word) {
      case "queued", "starting", "preempted" -> BatchState.QUEUED;
      case "user_hold", "admin_hold", "dep_hold", "maxrun_hold" -> BatchState.QUEUED;
      case "running", "killing", "exiting", "preempting" -> BatchState.RUNNING;
      // It stays in the queue until a user deletes it, and never runs.
      case "dep_fail", "failed" -> BatchState.FAILED;
      default -> BatchState.UNKNOWN;
    };
  }
}
