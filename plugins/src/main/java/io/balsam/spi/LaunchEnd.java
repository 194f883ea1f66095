package io.balsam.spi;

/** Reason for the end of a launch, as far as the runner's output shows it. */
public enum LaunchEnd {
  /** The output does not show it; the exit codes that the ranks reported count. */
  UNTOLD,

  /**
   * The launch caused its own end, even if the runner or the batch system ended it: it aborted, or
   * exceeded a limit.
   */
  OWN_DOING,

  /** Something else ended it: a node died, or the batch system or a person cancelled it. */
  STOPPED,

  /** No rank was ever created, for no fault of the job. It may be tried again elsewhere. */
  NOT_CREATED
}
