package io.balsam.engine.store;

import io.balsam.engine.process.Lack;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a disk without room from other faults: the cure is the user's, and nothing is lost. */
final class FullDisk {

  /** With less nothing can be written; after its first error H2 may say no more than "closed". */
  private static final long NEXT_TO_NOTHING = 64 << 10;

  private static final String SERVER_IS_FULL = "53100";

  private FullDisk() {}

  /**
   * What happened, for people.
   *
   * @param what what failed, without an end: {@code cannot write /dir/file}
   * @param file a file on that disk, there or not; null when it is on a server
   * @return empty when the disk has nothing to do with it
   */
  static Optional<String> sentence(String what, @Nullable Path file, Throwable cause) {
    if (cause instanceof StoreException && cause.getCause() == null) {
      // One of our own refusals, which says why.
      return Optional.empty();
    }
    if (file == null) {
      return onServer(cause)
          ? Optional.of(what + ": the disk of the database server is full; " + next())
          : Optional.empty();
    }
    long free = free(file);
    boolean full = Lack.isOfDisk(cause);
    if (!full && free >= NEXT_TO_NOTHING) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the disk is full or the quota used up (%,d kB free); %s"
            .formatted(what, free >> 10, next()));
  }

  private static String next() {
    return "free some space, then 'balsam resume'";
  }

  private static boolean onServer(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && SERVER_IS_FULL.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Of the nearest directory that is there. */
  private static long free(Path file) {
    for (Path at = file.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          FileStore disk = Files.getFileStore(at);
          // One without any room, as /proc, is not full.
          return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
        } catch (IOException e) {
          return Long.MAX_VALUE;
        }
      }
    }
    return Long.MAX_VALUE;
  }
}
