package io.balsam.spi;

/** Why a launch came to its end, as far as its runner's own words tell. */
public enum LaunchEnd {
  /** They do not tell; what the ranks said of themselves counts. */
  UNTOLD,

  /**
   * Its own doing, though the runner or the batch system ended it: it aborted, it took too much.
   */
  OWN_DOING,

  /**
   * Somebody or something else ended it: a node died, the batch system or a person cancelled it.
   */
  STOPPED,

  /** No rank was ever created, and the job is not to blame. It may be tried again elsewhere. */
  NOT_CREATED
}
