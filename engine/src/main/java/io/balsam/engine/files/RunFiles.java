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
import java.util.Set;
import java.util.TreeSet;

/**
 * What jobs of a run have on disk: their workdirs, and links to those of results it took. Whatever
 * else lies in the run's directory is the user's and stays, and so does all of a directory that no
 * run has made; symbolic links are never followed.
 */
public final class RunFiles {

  private final Path data;
  private final Path directory;

  /** What is removed whole, a directory with all below it. */
  private final Set<Path> trees = new LinkedHashSet<>();

  /** What is removed where nothing else is in it, the deepest first. */
  private final Set<Path> folders = new TreeSet<>(Comparator.reverseOrder());

  private final boolean there;
  private final boolean whole;

  private RunFiles(Path data, String run, boolean whole) {
    this.data = data;
    this.directory = data.resolve(run);
    this.whole = whole;
    this.there =
        Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
            && RunMark.isRun(directory);
    if (there && whole) {
      folders.add(directory);
    }
  }

  /**
   * Those of all jobs of a run, which are still to be added.
   *
   * @param data the directory of all runs
   * @param run the run's name
   */
  public static RunFiles ofRun(Path data, String run) {
    return new RunFiles(data, run, true);
  }

  /** Those of some jobs of a run whose directory stays. */
  public static RunFiles ofJobs(Path data, String run) {
    return new RunFiles(data, run, false);
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

  /** What would be removed, directories with all below them. */
  public Set<Path> trees() {
    return trees;
  }

  /** Directories that go where nothing else is in them. */
  public Set<Path> folders() {
    return folders;
  }

  /** Removes it. */
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
   * Removes a directory in which nothing is but the mark of a run. The mark goes last, so that a
   * removal that was cut off can be done again.
   */
  public static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(RunMark.in(folder));
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something of the user is in it.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
