package io.balsam.engine.store;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.process.DiskRoom;
import io.balsam.engine.process.Lack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a full disk from other faults: the user can fix it, and nothing is lost. */
public final class FullDisk {

  /** With less space nothing can be written; after its first error H2 may only report "closed". */
  private static final long NEXT_TO_NOTHING = 64 << 10;

  private static final String SERVER_IS_FULL = "53100";

  private FullDisk() {}

  /**
   * Returns a sentence about the failure for people.
   *
   * @param what the operation that failed, without a final period: {@code cannot write /dir/file}
   * @param file a file on that disk, existing or not; null when it is on a server
   * @return empty when the disk is not the reason
   */
  public static Optional<String> sentence(String what, @Nullable Path file, Throwable cause) {
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

  /**
   * Returns whether a file belongs to a site with an agent, and not just to a directory of runs.
   */
  private static boolean ofSite(Path file) {
    for (Path at = file.toAbsolutePath(); at != null; at = at.getParent()) {
      if (at.endsWith(SiteLayout.OWN)) {
        return Files.exists(at.resolve(SiteLayout.MARKER));
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
