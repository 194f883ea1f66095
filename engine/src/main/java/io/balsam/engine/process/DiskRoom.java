package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room the disk of a file has. */
public final class DiskRoom {

  private DiskRoom() {}

  /** In bytes, for this user; {@link Long#MAX_VALUE} where nobody can tell. */
  public static long free(Path file) {
    try {
      FileStore disk = Files.getFileStore(nearest(file));
      // One without any room, as /proc, is not full.
      return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The nearest directory above it, or it itself, that is there. */
  static Path nearest(Path file) {
    Path at = file.toAbsolutePath();
    while (at.getParent() != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    return at;
  }
}
