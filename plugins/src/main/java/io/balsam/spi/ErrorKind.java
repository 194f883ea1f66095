package io.balsam.spi;

/** Class of an error, by who can fix it. The engine acts on this alone, never on the message. */
public enum ErrorKind {
  /** The user's input is wrong: the job fails with the message. */
  USER,
  /**
   * The site is broken (a missing tool, an expired account): the queue pauses and the operator is
   * notified.
   */
  SITE,
  /** The operation may work the next time: it is retried with back-off. */
  TRANSIENT,
  /** The plugin or Balsam has a bug: the stack trace is logged and the job fails. */
  INTERNAL;

  /** Returns whether the same operation may work later, with the same input. */
  public boolean mayPass() {
    return this == TRANSIENT || this == SITE;
  }
}
