package io.balsam.engine.files;

import io.balsam.engine.store.RunMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds files and directories that match a pattern, as a POSIX shell finds them. */
public final class Glob {

  /** Treatment of directories behind symbolic links in a search. */
  public enum Links {
    FOLLOWED,
    LEFT
  }

  /**
   * Directory in which the search starts, and the rest of the pattern from there: {@code
   * data/in/*.csv} is {@code *.csv} in {@code data/in}. Only that directory is searched, and names
   * are relative to it.
   */
  private record Start(Path directory, String rest) {

    static Start of(Path directory, String pattern) {
      String text = pattern.replaceAll("/+$", "");
      int wild = GlobPattern.firstWild(text);
      int cut = text.lastIndexOf('/', wild < 0 ? text.length() : wild);
      String above = GlobPattern.plain(text.substring(0, cut + 1));
      return new Start(directory.resolve(above).normalize(), text.substring(cut + 1));
    }
  }

  private final Links links;
  private final boolean directoriesOnly;

  /** Whether files written by runs are left out, because the search does not start in a run. */
  private final boolean withoutRuns;

  private final TreeSet<Path> found = new TreeSet<>();

  /** Real directories that are being searched, the innermost last. */
  private final Deque<Path> within = new ArrayDeque<>();

  private Glob(Links links, boolean directoriesOnly, boolean withoutRuns) {
    this.links = links;
    this.withoutRuns = withoutRuns;
    this.directoriesOnly = directoriesOnly;
  }

  /**
   * Returns the matches, sorted. Files below a matching directory are not listed again. A link that
   * leads nowhere exists, as for a shell. Where links are followed, wildcards lead into directories
   * of runs only when the part before the first of them does.
   *
   * @param directory base of a relative pattern
   * @param pattern absolute, or leaving the directory, where the caller allows it
   * @return absolute paths when the directory is absolute
   * @throws UncheckedIOException when a directory cannot be searched
   * @throws IllegalArgumentException when the pattern is invalid
   */
  public static List<Path> find(Path directory, String pattern, Links links) {
    Start start = Start.of(directory, pattern);
    Path begin = links == Links.FOLLOWED ? LinkLoops.real(start.directory()) : null;
    Glob glob = new Glob(links, pattern.endsWith("/"), begin != null && !RunMark.above(begin));
    for (String one : GlobPattern.alternatives(start.rest())) {
      glob.search(start.directory(), GlobPattern.parts(one));
    }
    return glob.found.stream().filter(path -> !glob.below(path)).toList();
  }

  /** Returns what is wrong with a pattern, independent of the directory; empty when it is valid. */
  public static Optional<String> fault(String pattern) {
    try {
      GlobPattern.alternatives(pattern).forEach(GlobPattern::parts);
      return PathText.fault(pattern);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the name of a match: its path below the part of the pattern that has no wildcard. */
  public static Path nameOf(Path directory, String pattern, Path found) {
    return Start.of(directory, pattern).directory().relativize(found);
  }

  private boolean below(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (found.contains(above)) {
        return true;
      }
    }
    return false;
  }

  private void search(Path directory, List<GlobPattern.Part> parts) {
    if (parts.isEmpty()) {
      found(directory);
      return;
    }
    GlobPattern.Part first = parts.get(0);
    List<GlobPattern.Part> rest = parts.subList(1, parts.size());
    if (first.literal() != null) {
      into(directory.resolve(first.literal()), rest);
    } else if (first.anyDepth() && !rest.isEmpty()) {
      anyDepth(directory, parts);
    } else {
      list(directory, first).forEach(path -> into(path, rest));
    }
  }

  private void into(Path path, List<GlobPattern.Part> rest) {
    if (withoutRuns && ofRun(path)) {
      return;
    }
    if (rest.isEmpty()) {
      found(path);
    } else if (searchable(path)) {
      search(path, rest);
    }
  }

  private void found(Path path) {
    if (directoriesOnly ? Files.isDirectory(path) : PathGuard.exists(path)) {
      found.add(path.normalize());
    }
  }

  /**
   * Returns whether a directory belongs to a run, or leads into one; a link to a file counts as
   * intended.
   */
  private static boolean ofRun(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    Path real = Files.isSymbolicLink(path) ? LinkLoops.real(path) : null;
    return real == null ? RunMark.on(path) : RunMark.above(real);
  }

  private boolean searchable(Path path) {
    return links == Links.FOLLOWED
        ? Files.isDirectory(path)
        : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Searches to any depth, but never a directory from within itself. */
  private void anyDepth(Path directory, List<GlobPattern.Part> parts) {
    Path real = LinkLoops.real(directory);
    if (real == null || LinkLoops.leadsBack(real, within)) {
      return;
    }
    within.addLast(real);
    search(directory, parts.subList(1, parts.size()));
    for (Path path : list(directory, parts.get(0))) {
      if (searchable(path) && !(withoutRuns && ofRun(path))) {
        search(path, parts);
      }
    }
    within.removeLast();
  }

  private static List<Path> list(Path directory, GlobPattern.Part part) {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory, path -> part.matches(path.getFileName().toString()))) {
      all.forEach(names::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException("cannot search " + directory + ": no permission", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + directory + ": " + e.getMessage(), e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException("cannot search " + directory, e.getCause());
    }
    return names;
  }
}
