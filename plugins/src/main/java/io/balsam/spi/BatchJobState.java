package io.balsam.spi;

/** Where a BatchJob is in its life. */
public enum BatchJobState {
  /** Asked for, not handed to the batch system yet. */
  PENDING_SUBMISSION,
  /** The batch system has it, and has not begun it. */
  QUEUED,
  /** The allocation is there. */
  RUNNING,
  /** It is to be ended, and has not ended yet. */
  PENDING_DELETION,
  /** Ended by itself, well. */
  FINISHED,
  /** Ended otherwise: an error, a time limit, a lost node, or from outside. */
  FAILED,
  /** Refused by the site's rules or by the batch system. */
  SUBMIT_FAILED,
  /** Ended because it was deleted. */
  DELETED;

  /** Whether nothing can follow. */
  public boolean terminal() {
    return ordinal() >= FINISHED.ordinal();
  }
}
