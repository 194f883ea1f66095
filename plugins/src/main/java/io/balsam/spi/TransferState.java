package io.balsam.spi;

/** State of a transfer task. */
public enum TransferState {
  /** Accepted, or moving. */
  ACTIVE,
  /** Suspended (a paused endpoint, an expired credential), but not given up. */
  INACTIVE,
  /** Completed: everything is at its destination. */
  DONE,
  /** Given up; the report gives the reason. */
  FAILED,
  /** Unrecognised answer of the service. Not an end: the engine asks again. */
  UNKNOWN
}
