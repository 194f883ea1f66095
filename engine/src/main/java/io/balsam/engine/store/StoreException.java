package io.balsam.engine.store;

import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked; the message is for people. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * That something could not be done; names the disk when that has no room left.
   *
   * @param what what failed, without an end: {@code cannot write /dir/file}
   * @param file a file on that disk, there or not; null when it is on a server
   * @param why for people, unless it is the disk
   */
  public static StoreException of(String what, @Nullable Path file, String why, Throwable cause) {
    return new StoreException(
        FullDisk.sentence(what, file, cause).orElse(what + ": " + why), cause);
  }

  /** The same, of what a file system refused. */
  public static StoreException of(String what, Path file, IOException refusal) {
    return of(what, file, FileTrouble.why(file, refusal), refusal);
  }
}
