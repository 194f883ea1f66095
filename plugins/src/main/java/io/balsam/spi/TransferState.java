package io.balsam.spi;

/** State of a transfer task. */
public enum TransferState {
  /** Accepted, or moving. */
  ACTIVE,
  /** Suspended (a paused endpoint, an expired credential), but not given up. */
  INACTIVE,
  /** Ended: every item is at its destination but those that the report calls faults. */
  DONE,
  /** Given up; the report gives the reason. */
  FAILED,
  /** Unrecognised answer of the service. Not an end: the engine asks again. */
  UNKNOWN
}
