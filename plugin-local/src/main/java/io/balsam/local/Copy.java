package io.balsam.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Copies a file, or a directory into the one that may be there already, file by file. */
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
            InPlace.put(
                target(file),
                copy ->
                    Files.copy(
                        file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path path) {
            return path.equals(real) ? destination : destination.resolve(real.relativize(path));
          }
        });
  }
}
