package io.balsam.spi;

/** What a batch system says of a BatchJob. */
public enum BatchState {
  /** Waiting, held or being set up. */
  QUEUED,
  /** The script runs, or is being ended. */
  RUNNING,
  /** Ended with exit code 0. */
  FINISHED,
  /** Ended otherwise: error, killed, time limit, node failure; the report has the words. */
  FAILED,
  /** Not in the queue and not in the history, or in a state we do not know. Never read as ended. */
  UNKNOWN
}
