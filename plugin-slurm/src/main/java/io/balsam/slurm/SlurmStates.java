package io.balsam.slurm;

import io.balsam.spi.BatchState;

/** Maps Slurm's job states. */
final class SlurmStates {

  private SlurmStates() {}

  static BatchState of(String word) {
    return switch (word) {
      case "PENDING",
          "CONFIGURING",
          "REQUEUED",
          "REQUEUE_FED",
          "REQUEUE_HOLD",
          "RESV_DEL_HOLD",
          "SPECIAL_EXIT" ->
          BatchState.QUEUED;
      case "RUNNING", "SUSPENDED", "STOPPED", "RESIZING", "SIGNALING", "STAGE_OUT", "COMPLETING" ->
          BatchState.RUNNING;
      case "COMPLETED" -> BatchState.FINISHED;
      case "FAILED",
          "CANCELLED",
          "TIMEOUT",
          "DEADLINE",
          "PREEMPTED",
          "NODE_FAIL",
          "BOOT_FAIL",
          "LAUNCH_FAILED",
          "OUT_OF_MEMORY" ->
          BatchState.FAILED;
      default -> BatchState.UNKNOWN;
    };
  }
}
