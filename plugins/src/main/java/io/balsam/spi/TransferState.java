package io.balsam.spi;

/** How far a transfer task has come. */
public enum TransferState {
  /** Accepted, or moving. */
  ACTIVE,
  /** Held up (a paused endpoint, an expired credential) but not given up. */
  INACTIVE,
  /** Everything is at its destination. */
  DONE,
  /** Given up; the report says why. */
  FAILED,
  /** The service answered something we do not know. Not an end: asked again. */
  UNKNOWN
}
