package io.balsam.spi;

/**
 * How one transfer task is getting on.
 *
 * @param state how far the task has come
 * @param message the service's own words, empty when there is nothing to say
 * @param error for {@link TransferState#FAILED}, who can mend it; without meaning otherwise
 */
public record TransferReport(TransferState state, String message, ErrorKind error) {

  /** A report without an error. */
  public static TransferReport of(TransferState state) {
    return new TransferReport(state, "", ErrorKind.TRANSIENT);
  }

  /** A report of a task that was given up. */
  public static TransferReport failed(ErrorKind error, String message) {
    return new TransferReport(TransferState.FAILED, message, error);
  }
}
