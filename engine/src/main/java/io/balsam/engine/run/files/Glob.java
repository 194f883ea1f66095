package io.balsam.engine.run.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Files and directories that match a pattern; symbolic links are never followed. */
final class Glob {

  private Glob() {}

  /**
   * What matches, relative to the directory and sorted. What is below a directory that matches is
   * not listed again.
   */
  static List<Path> find(Path directory, String pattern) {
    if (!hasWildcard(pattern)) {
      Path path = directory.resolve(pattern).normalize();
      boolean there = path.startsWith(directory) && Inside.exists(path);
      return there ? List.of(directory.relativize(path)) : List.of();
    }
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    PathMatcher matcher = directory.getFileSystem().getPathMatcher("glob:" + pattern);
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return !dir.equals(directory) && take(dir)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              take(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            private boolean take(Path path) {
              Path relative = directory.relativize(path);
              return matcher.matches(relative) && found.add(relative);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + directory, e);
    }
    Collections.sort(found);
    return found;
  }

  static boolean hasWildcard(String pattern) {
    return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }
}
