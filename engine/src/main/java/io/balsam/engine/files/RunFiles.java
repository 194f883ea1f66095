package io.balsam.engine.files;

import io.balsam.engine.store.RunMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files on disk of jobs of a run: their workdirs, and links to the workdirs of results that the run
 * reused. Everything else in the run's directory belongs to the user and stays, and so does
 * everything in a directory that no run has created. The directory of all runs may be a symbolic
 * link, as its user chose; links below it are never followed.
 */
public final class RunFiles {

  private final Path data;
  private final Path directory;

  /** Paths that are removed whole, a directory with everything below it. */
  private final Set<Path> trees = new LinkedHashSet<>();

  /** Directories that are removed if nothing else is in them, deepest first. */
  private final Set<Path> folders = new TreeSet<>(Comparator.reverseOrder());

  private final boolean there;
  private final boolean whole;

  private RunFiles(Path data, String run, boolean whole) {
    this.data = data;
    this.directory = data.resolve(run);
    this.whole = whole;
    this.there =
        Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && RunMark.isRun(directory);
    if (there && whole) {
      folders.add(directory);
    }
  }

  /**
   * Creates a list for all jobs of a run, which are still to be added.
   *
   * @param data directory of all runs
   * @param run name of the run
   */
  public static RunFiles ofRun(Path data, String run) {
    return new RunFiles(data, run, true);
  }

  /** Creates a list for some jobs of a run whose directory stays. */
  public static RunFiles ofJobs(Path data, String run) {
    return new RunFiles(data, run, false);
  }

  /**
   * Returns why the files of a job would stay: its workdir leads through a symbolic link. Empty
   * when it does not, or when there are no files.
   *
   * @param data directory of all runs
   * @param run name of the run
   */
  public static Optional<String> refusal(Path data, String run, Path workdir) {
    if (!workdir.startsWith(data.resolve(run)) || !Files.exists(workdir)) {
      return Optional.empty();
    }
    for (Path at = workdir; at != null && !at.equals(data); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return Optional.of(
            "%s is a symbolic link and not followed, its files in %s would stay: remove them and the link first"
                .formatted(at, real(at)));
      }
    }
    return Optional.empty();
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      return link;
    }
  }

  /** Adds the workdir of a job of the run. */
  public void add(Path workdir) {
    if (!there || workdir.equals(directory)) {
      return;
    }
    if (!workdir.startsWith(directory)) {
      reused(workdir);
      return;
    }
    try {
      Workdirs.check(directory, workdir);
    } catch (IllegalArgumentException throughLink) {
      return;
    }
    if (workdir.toFile().exists()) {
      trees.add(workdir);
    }
    above(workdir);
  }

  private void reused(Path workdir) {
    if (workdir.startsWith(data) && workdir.getNameCount() > data.getNameCount() + 1) {
      Path inRun = workdir.subpath(data.getNameCount() + 1, workdir.getNameCount());
      Path link = directory.resolve(inRun);
      if (ReusedWorkdirs.isLink(link, workdir)) {
        trees.add(link);
        above(link);
      }
    }
  }

  private void above(Path path) {
    for (Path up = path.getParent(); up != null && !up.equals(directory); up = up.getParent()) {
      folders.add(up);
    }
  }

  /** Returns the paths that would be removed, directories with everything below them. */
  public Set<Path> trees() {
    return trees;
  }

  /** Returns the directories that are removed if nothing else is in them. */
  public Set<Path> folders() {
    return folders;
  }

  /** Removes the files. */
  public void remove() throws IOException {
    for (Path tree : trees) {
      Trees.removeIfThere(tree);
    }
    folders.forEach(RunFiles::removeEmpty);
    if (whole) {
      LatestLink.unless(directory);
    }
  }

  /**
   * Removes a directory that contains nothing but the mark of a run. The mark is removed last, so
   * that an interrupted removal can be repeated.
   */
  public static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(RunMark.in(folder));
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something of the user's is in it.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
