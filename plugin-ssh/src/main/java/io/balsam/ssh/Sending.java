package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * First step of an entry that is sent: its source takes the name that it is to have on the host, in
 * a tree of the site. Nothing is copied where links can be made.
 */
final class Sending {

  private Sending() {}

  /**
   * Puts an entry's source into a tree.
   *
   * @param target its place there
   * @return why that cannot be
   */
  static Optional<TransferFault> put(Entry entry, Path target) {
    try {
      Path source = entry.local().toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(source, BasicFileAttributes.class);
      if (attributes.isOther()) {
        return fault(entry, ErrorKind.USER, source + ": it is a pipe, a socket or a device");
      }
      if (attributes.isDirectory() && !entry.recursive()) {
        return fault(
            entry,
            ErrorKind.USER,
            source + ": it is a directory: its slot needs 'recursive: true'");
      }
      Files.createDirectories(target.getParent());
      if (attributes.isDirectory()) {
        Trees.each(source, target, Sending::link);
      } else if (entry.recursive()) {
        link(source, target);
      } else {
        Files.deleteIfExists(target);
        Files.createSymbolicLink(target, source);
      }
      return Optional.empty();
    } catch (IOException e) {
      String reason = Reasons.of(e);
      return fault(entry, Reasons.kind(reason), reason);
    }
  }

  private static void link(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    if (!Files.isSymbolicLink(from)) {
      try {
        Files.createLink(to, from);
        return;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Another file system, or somebody else's file.
      }
    }
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<TransferFault> fault(Entry entry, ErrorKind kind, String message) {
    return Optional.of(new TransferFault(entry.item(), kind, message));
  }
}
