package io.balsam.engine.run.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what a finished job need not keep. A symbolic link is removed, never what it names. */
public final class Cleanup {

  private Cleanup() {}

  /**
   * Removes what matches.
   *
   * @return what could not be removed, for people; empty when all is well
   */
  public static List<String> run(Path workdir, List<String> patterns) {
    List<String> left = new ArrayList<>();
    for (String pattern : patterns) {
      for (Path found : Glob.find(workdir, pattern)) {
        try {
          Path path = Inside.toWrite(workdir, found.toString());
          if (!path.equals(workdir)) {
            remove(path);
          }
        } catch (IOException | IllegalArgumentException e) {
          left.add(found + ": " + e.getMessage());
        }
      }
    }
    return left;
  }

  private static void remove(Path path) throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
