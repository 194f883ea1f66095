package io.balsam.local;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies a file or a directory. A directory appears when all of it is there; into an existing one
 * it is copied file by file.
 */
final class Copy implements FileTransfer.Moving {

  @Override
  public void move(Path source, Path destination, boolean contents) throws IOException {
    // The source itself may be a link; only those below it stay links.
    Path real = source.toRealPath();
    boolean fresh = Files.isDirectory(real) && !Files.exists(destination);
    if (fresh && !Files.isSymbolicLink(destination)) {
      InPlace.put(destination, copy -> copy(real, copy, contents));
    } else {
      copy(real, destination, contents);
    }
  }

  private static void copy(Path real, Path destination, boolean contents) throws IOException {
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isOther()) {
              throw new FileTransfer.SpecialFileException(file);
            }
            InPlace.put(
                target(file),
                copy -> {
                  if (attributes.isSymbolicLink()) {
                    copyLink(real, file, copy);
                  } else {
                    copyFile(file, copy, contents);
                  }
                });
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path path) {
            return path.equals(real) ? destination : destination.resolve(real.relativize(path));
          }
        });
  }

  /** Copies a link; one that leads out of the tree by a relative path, as seen from the copy. */
  private static void copyLink(Path tree, Path link, Path copy) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path named = link.resolveSibling(target).normalize();
    boolean leadsOut = !target.isAbsolute() && !named.startsWith(tree);
    Files.createSymbolicLink(copy, leadsOut ? named : target);
  }

  private static void copyFile(Path file, Path copy, boolean contents) throws IOException {
    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    if (contents && Files.mismatch(file, copy) >= 0) {
      throw new FileSystemException(
          file.toString(), copy.toString(), "the copy differs from its source");
    }
  }
}
