package io.balsam.spi;

/** State of a BatchJob as a batch system reports it. */
public enum BatchState {
  /** Waiting, held or being set up. */
  QUEUED,
  /** The script is running, or is being ended. */
  RUNNING,
  /** Ended with exit code 0. */
  FINISHED,
  /** Ended otherwise: error, kill, time limit or node failure; the report gives the reason. */
  FAILED,
  /** Neither in the queue nor in the history, or in an unrecognised state. Never taken as ended. */
  UNKNOWN
}
