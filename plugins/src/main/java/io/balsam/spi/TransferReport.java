package io.balsam.spi;

/**
 * Progress of one transfer task.
 *
 * @param state state of the task
 * @param message message of the service; empty for none
 * @param error kind of the error for {@link TransferState#FAILED}; meaningless otherwise
 */
public record TransferReport(TransferState state, String message, ErrorKind error) {

  /** Returns a report without an error. */
  public static TransferReport of(TransferState state) {
    return new TransferReport(state, "", ErrorKind.TRANSIENT);
  }

  /** Returns a report on a task that failed for good. */
  public static TransferReport failed(ErrorKind error, String message) {
    return new TransferReport(TransferState.FAILED, message, error);
  }
}
