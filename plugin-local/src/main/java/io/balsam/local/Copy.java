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

/** Copies a file, or a directory into an existing one, file by file. */
final class Copy implements FileTransfer.Moving {

  @Override
  public void move(Path source, Path destination) throws IOException {
    // The source itself may be a link; only those below it stay links.
    Path real = source.toRealPath();
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
              throw new FileSystemException(
                  file.toString(), null, file + " is a pipe, a socket or a device");
            }
            InPlace.put(
                target(file),
                copy -> {
                  if (leadsOut(file, attributes)) {
                    Path named = file.resolveSibling(Files.readSymbolicLink(file));
                    Files.createSymbolicLink(copy, named.normalize());
                  } else {
                    Files.copy(
                        file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                  }
                });
            return FileVisitResult.CONTINUE;
          }

          /**
           * Returns whether the link leads out of the tree by a relative path, which is wrong from
           * the copy.
           */
          private boolean leadsOut(Path file, BasicFileAttributes attributes) throws IOException {
            return attributes.isSymbolicLink()
                && !Files.readSymbolicLink(file).isAbsolute()
                && !file.resolveSibling(Files.readSymbolicLink(file)).normalize().startsWith(real);
          }

          private Path target(Path path) {
            return path.equals(real) ? destination : destination.resolve(real.relativize(path));
          }
        });
  }
}
