package io.balsam.ssh;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Names of this site under which complete files and directories appear. */
final class Destination {

  private Destination() {}

  /**
   * Gives a complete file or directory its name. A directory is merged into one that is there, file
   * by file.
   *
   * @param keep whether it must stay where it is, too
   */
  static void put(Path complete, Path destination, boolean keep) throws IOException {
    Files.createDirectories(destination.getParent());
    if (!Files.isDirectory(complete, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.isDirectory(destination)) {
        throw new FileSystemException(
            destination.toString(), null, "a directory is where the file is to be");
      }
      appear(complete, destination, keep);
    } else if (Files.isDirectory(destination)) {
      Trees.each(complete, destination, (from, to) -> put(from, to, keep));
    } else if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          destination.toString(), null, "a file is where the directory is to be");
    } else {
      appear(complete, destination, keep);
    }
  }

  private static void appear(Path complete, Path destination, boolean keep) throws IOException {
    if (!keep) {
      try {
        Files.move(complete, destination, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AtomicMoveNotSupportedException e) {
        // On another file system: a copy beside the destination takes the name.
      }
    }
    Path copy = destination.resolveSibling(".balsam-" + UUID.randomUUID());
    try {
      Trees.copy(complete, copy);
      Files.move(copy, destination, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(copy);
    }
  }
}
