package io.balsam.simulator.cluster;

/** State of a job in the simulated batch system. */
public enum JobState {
  /** In its queue. */
  WAITING,
  /** On its nodes, which are being prepared. */
  PREPARING,
  /** Its script runs. */
  RUNNING,
  /** Its script ended successfully. */
  COMPLETED,
  /** Its script ended otherwise. */
  FAILED,
  /** Killed at its wall time. */
  TIMEOUT,
  /** Cancelled, before or after its start. */
  CANCELLED,
  /** Ended by the failure of one of its nodes. */
  NODE_FAIL;

  /** Returns whether the state is final. */
  public boolean ended() {
    return ordinal() >= COMPLETED.ordinal();
  }

  /** Returns whether the job holds nodes. */
  boolean onNodes() {
    return this == PREPARING || this == RUNNING;
  }
}
