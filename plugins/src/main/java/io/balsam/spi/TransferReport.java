package io.balsam.spi;

/**
 * @param state how far the task has come
 * @param message the service's own words, empty when there is nothing to say
 * @param error for {@link TransferState#FAILED}, who can mend it
 */
public record TransferReport(TransferState state, String message, ErrorKind error) {

  /** A report without an error. */
  public static TransferReport of(TransferState state) {
    return new TransferReport(state, "", ErrorKind.TRANSIENT);
  }
}
