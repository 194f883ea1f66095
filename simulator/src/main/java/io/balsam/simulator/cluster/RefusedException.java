package io.balsam.simulator.cluster;

/** Thrown for a job that its queue does not accept. The message is that of the batch system. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final boolean passing;

  /**
   * Creates an exception.
   *
   * @param passing whether the same job may be accepted later
   */
  RefusedException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** Returns whether the same job may be accepted later. */
  public boolean passing() {
    return passing;
  }
}
