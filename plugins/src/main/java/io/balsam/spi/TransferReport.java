package io.balsam.spi;

import java.util.List;

/**
 * Progress of one transfer task.
 *
 * @param state state of the task
 * @param message message of the service; empty for none
 * @param error kind of the error for {@link TransferState#FAILED}; meaningless otherwise
 * @param bytes bytes moved so far; -1 when that is not known
 * @param files files moved so far; -1 when that is not known
 * @param faults items of a task that is {@link TransferState#DONE} which have not arrived, though
 *     all others have
 */
public record TransferReport(
    TransferState state,
    String message,
    ErrorKind error,
    long bytes,
    long files,
    List<TransferFault> faults) {

  public TransferReport {
    faults = List.copyOf(faults);
  }

  /** Creates a report without figures and without faults. */
  public TransferReport(TransferState state, String message, ErrorKind error) {
    this(state, message, error, -1, -1, List.of());
  }

  /** Returns a report without an error. */
  public static TransferReport of(TransferState state) {
    return new TransferReport(state, "", ErrorKind.TRANSIENT);
  }

  /** Returns a report on a task of which nothing can be said to have arrived. */
  public static TransferReport failed(ErrorKind error, String message) {
    return new TransferReport(TransferState.FAILED, message, error);
  }

  /** Returns a report on a task that has ended, with the items that have not arrived. */
  public static TransferReport done(long bytes, long files, List<TransferFault> faults) {
    return new TransferReport(TransferState.DONE, "", ErrorKind.TRANSIENT, bytes, files, faults);
  }
}
