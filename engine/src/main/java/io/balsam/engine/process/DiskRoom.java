package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Free space on the disk of a file. */
public final class DiskRoom {

  private DiskRoom() {}

  /** Returns the bytes free for this user; {@link Long#MAX_VALUE} where that is not known. */
  public static long free(Path file) {
    try {
      FileStore disk = Files.getFileStore(nearest(file));
      // A file system without any space, such as /proc, is not full.
      return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Returns the file itself or the nearest directory above it that exists. */
  static Path nearest(Path file) {
    Path at = file.toAbsolutePath();
    while (at.getParent() != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    return at;
  }
}
