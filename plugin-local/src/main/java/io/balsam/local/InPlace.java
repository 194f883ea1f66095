package io.balsam.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a file or directory under another name first, so that no reader ever sees half of it. */
final class InPlace {

  interface Making {
    void at(Path path) throws IOException;
  }

  private InPlace() {}

  static void put(Path destination, Making making) throws IOException {
    Path unfinished = destination.resolveSibling(".balsam-" + UUID.randomUUID());
    try {
      making.at(unfinished);
      Files.move(unfinished, destination, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(unfinished);
    }
  }

  private static void remove(Path unfinished) throws IOException {
    if (!Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        unfinished,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
