package io.balsam.spi;

/** Who can mend an error. The engine decides what to do by this alone, never by the message. */
public enum ErrorKind {
  /** The user's input is wrong: the job fails with the message. */
  USER,
  /** The site is wrong (a tool is missing, an account expired): the queue pauses, operator told. */
  SITE,
  /** It may work the next time: retried with back-off. */
  TRANSIENT,
  /** A bug in the plugin or in Balsam: logged with its stack, the job fails. */
  INTERNAL
}
