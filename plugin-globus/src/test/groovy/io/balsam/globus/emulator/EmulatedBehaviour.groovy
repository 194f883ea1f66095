package io.balsam.globus.emulator

import java.util.concurrent.CountDownLatch

/** What a task does besides moving files; it keeps what it was submitted with. */
class EmulatedBehaviour implements Cloneable {

  /** Codes of errors, by the end of a source or destination path; such an item is never moved. */
  Map<String, String> errors = [:]

  /** Whether missing sources keep a task active, though it was asked to leave them out. */
  boolean keepsMissing = false

  /** Ends of paths of files that cannot be read, below a directory that can. */
  List<String> unreadable = []

  /** Words instead of JSON in the details of events. */
  boolean plainDetails = false

  /** Nothing is moved before this is opened. */
  CountDownLatch gate = new CountDownLatch(0)

  /** Number of items after which the task fails; none for -1. */
  int breaksAfter = -1

  /** Reason why a task fails. */
  String fatal = 'EXPIRED'

  /** Whether a task is paused, or waits for somebody to log in. */
  boolean paused = false
  boolean inactive = false

  @Override
  EmulatedBehaviour clone() { super.clone() as EmulatedBehaviour }
}
