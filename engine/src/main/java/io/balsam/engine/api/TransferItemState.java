package io.balsam.engine.api;

/** State of a file or directory that a job has moved. */
public enum TransferItemState {
  /** Its job is not there yet: its parents have not ended, or it has not run. */
  AWAITING_JOB,
  /** It waits for a task. */
  PENDING,
  /** A task moves it. */
  ACTIVE,
  /** Its task is suspended by the service, for example until somebody logs in again. */
  INACTIVE,
  /** It has arrived. */
  DONE,
  /** It did not arrive, and its job has failed. */
  ERROR,
  /** Nobody needs it any more. */
  CANCELLED;

  /** Returns whether the state is final. */
  public boolean terminal() {
    return compareTo(DONE) >= 0;
  }
}
