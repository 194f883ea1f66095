package io.balsam.engine.store;

import io.balsam.engine.process.DiskRoom;
import io.balsam.engine.process.Lack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a disk without room from other faults: the cure is the user's, and nothing is lost. */
public final class FullDisk {

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
  public static Optional<String> sentence(String what, @Nullable Path file, Throwable cause) {
    if (cause instanceof StoreException && cause.getCause() == null) {
      // One of our own refusals, which says why.
      return Optional.empty();
    }
    if (file == null) {
      return onServer(cause)
          ? Optional.of(what + ": the disk of the database server is full; " + next(null))
          : Optional.empty();
    }
    long free = DiskRoom.free(file);
    boolean full = Lack.isOfDisk(cause);
    if (!full && free >= NEXT_TO_NOTHING) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the disk is full or the quota used up (%,d kB free); %s"
            .formatted(what, free >> 10, next(file)));
  }

  private static String next(@Nullable Path file) {
    return "free some space, then '%s'"
        .formatted(file != null && ofSite(file) ? "balsam site start" : "balsam resume");
  }

  /** Whether it lies where an agent runs jobs, and not in a directory of runs alone. */
  private static boolean ofSite(Path file) {
    for (Path at = file.toAbsolutePath(); at != null; at = at.getParent()) {
      if (at.endsWith(".balsam")) {
        return Files.exists(at.resolve("site.json"));
      }
    }
    return false;
  }

  private static boolean onServer(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && SERVER_IS_FULL.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
