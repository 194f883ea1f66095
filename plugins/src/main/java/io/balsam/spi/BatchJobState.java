package io.balsam.spi;

/** State of a BatchJob. */
public enum BatchJobState {
  /** Requested, not yet submitted to the batch system. */
  PENDING_SUBMISSION,
  /** Accepted by the batch system, which has not started it yet. */
  QUEUED,
  /** Started: the allocation exists. */
  RUNNING,
  /** Being deleted, not ended yet. */
  PENDING_DELETION,
  /** Ended by itself, successfully. */
  FINISHED,
  /** Ended otherwise: by an error, a time limit, a lost node, or from outside. */
  FAILED,
  /** Rejected by the site's rules or by the batch system. */
  SUBMIT_FAILED,
  /** Ended because it was deleted. */
  DELETED;

  /** Returns whether the state is final. */
  public boolean terminal() {
    return ordinal() >= FINISHED.ordinal();
  }
}
