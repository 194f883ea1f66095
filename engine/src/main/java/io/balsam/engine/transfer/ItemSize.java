package io.balsam.engine.transfer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Size of a file, or of all files in a directory.
 *
 * @param files number of files
 */
record ItemSize(long bytes, long files) {

  /** Nothing. */
  static final ItemSize NONE = new ItemSize(0, 0);

  /** Returns the size of what is there; nothing that cannot be read is counted. */
  static ItemSize of(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return new ItemSize(Files.size(path), 1);
      }
      long[] found = new long[2];
      Files.walkFileTree(
          path.toRealPath(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found[0] += attributes.size();
              found[1]++;
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
      return new ItemSize(found[0], found[1]);
    } catch (IOException e) {
      return NONE;
    }
  }
}
