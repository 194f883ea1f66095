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
import java.util.Set;

/** Files and directories that match a pattern; symbolic links are never followed. */
public final class Glob {

  private Glob() {}

  /**
   * Where the search starts, and what is left of the pattern from there: {@code data/in/*.csv} is
   * {@code *.csv} in {@code data/in}. Only that directory is searched, and names count from it.
   */
  record Start(Path directory, String rest) {

    static Start of(Path directory, String pattern) {
      String[] parts = pattern.split("/+");
      int fixed = 0;
      while (fixed < parts.length - 1 && !hasWildcard(parts[fixed])) {
        fixed++;
      }
      String prefix = pattern.startsWith("/") ? "/" : "";
      String above = prefix + String.join("/", List.of(parts).subList(0, fixed));
      return new Start(
          directory.resolve(above).normalize(),
          String.join("/", List.of(parts).subList(fixed, parts.length)));
    }
  }

  /**
   * What matches, sorted. What is below a directory that matches is not listed again.
   *
   * @param directory where a relative pattern starts
   * @param pattern with the wildcards of {@link java.nio.file.FileSystem#getPathMatcher}; absolute,
   *     or leaving the directory, where the caller allows it
   * @return absolute paths when the directory is
   */
  public static List<Path> find(Path directory, String pattern) {
    Start start = Start.of(directory, pattern);
    Path root = start.directory();
    if (!hasWildcard(start.rest())) {
      Path path = root.resolve(start.rest());
      return Inside.exists(path) ? List.of(path) : List.of();
    }
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + start.rest());
    int depth = start.rest().contains("**") ? Integer.MAX_VALUE : start.rest().split("/+").length;
    List<Path> found = new ArrayList<>();
    try {
      // A linked directory that the pattern names is searched; a link met on the way is not.
      Path inside = root.resolve(".");
      Files.walkFileTree(inside, Set.of(), depth, new Finder(inside, matcher, found));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + root, e);
    }
    Collections.sort(found);
    return found;
  }

  /** The name of a find: its path below the part of the pattern that has no wildcard. */
  static String nameOf(Path directory, String pattern, Path found) {
    return Start.of(directory, pattern).directory().relativize(found).toString();
  }

  static boolean hasWildcard(String pattern) {
    return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher matcher;
    private final List<Path> found;

    Finder(Path root, PathMatcher matcher, List<Path> found) {
      this.root = root;
      this.matcher = matcher;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      return !dir.equals(root) && take(dir)
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
      return matcher.matches(root.relativize(path)) && found.add(path.normalize());
    }
  }
}
