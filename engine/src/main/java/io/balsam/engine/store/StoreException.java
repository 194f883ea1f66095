package io.balsam.engine.store;

import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Thrown when the store cannot do what was asked; the message is for people. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns whether an error is a refusal of our own, which gives its reason. */
  public static boolean isRefusal(Throwable error) {
    return error instanceof StoreException && error.getCause() == null;
  }

  /**
   * Creates an exception for a failed operation; names the disk when that is full.
   *
   * @param what the operation that failed, without a final period: {@code cannot write /dir/file}
   * @param file a file on that disk, existing or not; null when it is on a server
   * @param why reason for people, used unless the disk is the reason
   */
  public static StoreException of(String what, @Nullable Path file, String why, Throwable cause) {
    return new StoreException(
        FullDisk.sentence(what, file, cause).orElse(what + ": " + why), cause);
  }

  /** Creates an exception for an operation that a file system refused. */
  public static StoreException of(String what, Path file, IOException refusal) {
    return of(what, file, FileTrouble.why(file, refusal), refusal);
  }
}
